function f1(l0){
RI[4]=l0;RI[5]=l0>>31;RF[2]=G2[0];return l0;
}

function f2(l0){let l1=0;var i0,i1,i2,i3,nt,g0=G0,g1=G1;
l1=g0[0]-16|0;
g0[0]=l1;
if(l1&3||nI0_12<=(nt=l1>>>2))M0.setInt32((l1>>>0)+12,l0,true);else vI0_12[nt]=l0;
i0=g1[0];
i1=g1[1];
i2=F[0](vI0[l1/4]??M0.getInt32(l1,true),vI0_4[l1/4]??M0.getInt32((l1>>>0)+4,true));i3=RI[1];
i0=i0+i2|0;
g1[0]=i0;
g1[1]=i1+i3+((i0^-2147483648)<(i2^-2147483648)?1:0)|0;
g0[0]=l1+16|0;
return vI0_12[l1/4]??M0.getInt32((l1>>>0)+12,true);
}

function f3(l0){var i0;
i0=l0+1|0;
i0=(C0_0[i0]||indirect(table0,type0,i0>>>0))(l0,2);
return i0;
}

function f4(l0){
return f1(l0);
}

function f5(l0){var i0;
memory_init(memory0,data0,0,0,3);
memory_fill(memory0,8,255,l0>>>0);
memory_copy(memory0,memory0,100,0,l0>>>0);
table_init(table0,element0,1,0,1);
table_set(table0,0,ref_func(instance,2));
i0=memory_grow(memory0,l0>>>0);
return i0+M0.byteLength/65536+table0.size|0;
}
