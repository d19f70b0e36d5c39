// function 1: bytes 0x73 to 0x7c
function f1$many($x){
RI[4]=$x;RI[5]=$x>>31;RF[2]=G2[0];return $x;
}

// function 2: bytes 0x7d to 0xa9
function f2$frame($x){const m0=M0;let $fp=0;var i0,i1,i2,i3,g0=G0,g1=G1;
$fp=g0[0]-16|0;
g0[0]=$fp;
m0.v.setInt32(($fp>>>0)+12,$x,true);
i0=g1[0];
i1=g1[1];
i2=F[0](m0.v.getInt32($fp,true),m0.v.getInt32(($fp>>>0)+4,true));i3=RI[1];
i0=i0+i2|0;
g1[0]=i0;
g1[1]=i1+i3+(i0>>>0<i2>>>0|0);
g0[0]=$fp+16;
return m0.v.getInt32(($fp>>>0)+12,true);
}

// function 3: bytes 0xaa to 0xb8
function f3$indirect($i){var i0;
i0=$i+1|0;
i0=(C0_0[i0]??indirect(table0,type0,i0>>>0))($i,2);
return i0;
}

// function 4: bytes 0xb9 to 0xc2
function f4$results($x){
return f1$many($x);
}

// function 5: bytes 0xc3 to 0xff
function f5$bulk($n){const m0=M0;var i0;
memory_init(memory0,data0,0,0,3);
memory_fill(memory0,8,255,$n>>>0);
memory_copy(memory0,memory0,100,0,$n>>>0);
table_init(table0,element0,1,0,1);
table_set(table0,0,ref_func(instance,2));
i0=memory_grow(memory0,$n>>>0);
return i0+m0.v.byteLength/65536+table0.size|0;
}
