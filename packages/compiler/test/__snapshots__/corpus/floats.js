// function 0: bytes 0x40 to 0x5e
function f0$arithmetic($p,$x){let $y=0;
$y=M0.getFloat64(($p>>>0)+8,true);
M0.setFloat64($p>>>0,($y+$x)/M0.getFloat64($p>>>0,true),true);
return sqrt($y);
}

// function 1: bytes 0x5f to 0x75
function f1$copy($p,$q){var i0;
M0.setInt32($p>>>0,M0.getInt32($q>>>0,true),true);
i0=M0.getInt32(($q>>>0)+8,true);
M0.setInt32(($p>>>0)+12,M0.getInt32(($q>>>0)+12,true),true);
M0.setInt32(($p>>>0)+8,i0,true);
}

// function 2: bytes 0x76 to 0x84
function f2$move($p,$x){var nx;
if((nx=+$x)===nx)M0.setFloat32($p>>>0,nx,true);else store_f32_nan(M0,$p>>>0,$x);
return (nx=M0.getFloat64(($p>>>0)+24,true))===nx?nx:load_f64_nan(M0,($p>>>0)+24);
}

// function 3: bytes 0x85 to 0x99
function f3$single($x,$y){
return fround(fround($x*0.10000000149011612)-fround(max(f32_neg($y),-1/0)));
}

// function 4: bytes 0x9a to 0xa5
function f4$convert($x,$i){
if(!($x>-2147483649&&$x<2147483648))trap_truncation($x);
return ($x|0)+i32_trunc_sat_f64_u($i>>>0)|0;
}

// function 5: bytes 0xa6 to 0xba
function f5$equal($x,$y){
return (+$x!==$y|0)&($x<=f64FromBits(0,2146959360)|0);
}
