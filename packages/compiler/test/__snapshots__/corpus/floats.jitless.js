function f0(l0,l1){let l2=0;
l2=M0.getFloat64((l0>>>0)+8,true);
M0.setFloat64(l0>>>0,(l2+l1)/M0.getFloat64(l0>>>0,true),true);
return sqrt(l2);
}

function f1(l0,l1){var i0;
M0.setInt32(l0>>>0,M0.getInt32(l1>>>0,true),true);
i0=M0.getInt32((l1>>>0)+8,true);
M0.setInt32((l0>>>0)+12,M0.getInt32((l1>>>0)+12,true),true);
M0.setInt32((l0>>>0)+8,i0,true);
}

function f2(l0,l1){var nx,na,nv;
if((nx=+l1)===nx)M0.setFloat32(l0>>>0,nx,true);else store_f32_nan(M0,l0>>>0,l1);
return (nx=M0.getFloat64((l0>>>0)+24,true))===nx?nx:load_f64_nan(M0,(l0>>>0)+24);
}

function f3(l0,l1){
return fround(fround(l0*0.10000000149011612)-fround(max(f32_neg(l1),-1/0)));
}

function f4(l0,l1){
if(!(l0>-2147483649&&l0<2147483648))trap_truncation(l0);
return (l0|0)+i32_trunc_sat_f64_u(l1>>>0)|0;
}

function f5(l0,l1){
return (+l0!==l1|0)&(l0<=f64FromBits(0,2146959360)|0);
}
