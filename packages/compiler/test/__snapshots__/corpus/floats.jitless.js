function f0(l0,l1){let l2=0;var nv,nt;
l2=vD0_8[l0/8]??M0.getFloat64((l0>>>0)+8,true);
nv=(l2+l1)/(vD0[l0/8]??M0.getFloat64(l0>>>0,true));if(l0&7||nD0<=(nt=l0>>>3))M0.setFloat64(l0>>>0,nv,true);else vD0[nt]=nv;
return sqrt(l2);
}

function f1(l0,l1){var i0,nv,nt,wI0_12=vI0_12;
nv=vI0[l1/4]??M0.getInt32(l1>>>0,true);if(l0&3||nI0<=(nt=l0>>>2))M0.setInt32(l0>>>0,nv,true);else vI0[nt]=nv;
i0=vI0_8[l1/4]??M0.getInt32((l1>>>0)+8,true);
if(l0&3||nI0_12<=(nt=l0>>>2)){M0.setInt32((l0>>>0)+12,wI0_12[l1/4]??M0.getInt32((l1>>>0)+12,true),true);M0.setInt32((l0>>>0)+8,i0,true);}else{wI0_12[nt]=wI0_12[l1/4]??M0.getInt32((l1>>>0)+12,true);vI0_8[nt]=i0;}
}

function f2(l0,l1){var nx,nt;
if((nx=+l1)!==nx)store_f32_nan(M0,l0>>>0,l1);else if(l0&3||nS0<=(nt=l0>>>2))M0.setFloat32(l0>>>0,nx,true);else vS0[nt]=nx;
return (nx=vD0_24[l0/8]??M0.getFloat64((l0>>>0)+24,true))===nx?nx:load_f64_nan(M0,(l0>>>0)+24);
}

function f3(l0,l1){var _round=fround;
return _round(_round(l0*0.10000000149011612)-_round(max(f32_neg(l1),-1/0)));
}

function f4(l0,l1){
if(!(l0>-2147483649&&l0<2147483648))trap_truncation(l0);
return (l0|0)+i32_trunc_sat_f64_u(l1>>>0)|0;
}

function f5(l0,l1){
return +l0!==l1&&l0<=f64FromBits(0,2146959360)?1:0;
}
