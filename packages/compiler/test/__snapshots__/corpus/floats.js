// function 0: bytes 0x40 to 0x5e
function f0$arithmetic($p,$x){const m0=M0;let $y=0;
$y=m0.v.getFloat64(($p>>>0)+8,true);
m0.v.setFloat64($p>>>0,($y+$x)/m0.v.getFloat64($p>>>0,true),true);
return sqrt($y);
}

// function 1: bytes 0x5f to 0x75
function f1$copy($p,$q){const m0=M0;var i0;
m0.v.setInt32($p>>>0,m0.v.getInt32($q>>>0,true),true);
i0=m0.v.getInt32(($q>>>0)+8,true);
m0.v.setInt32(($p>>>0)+12,m0.v.getInt32(($q>>>0)+12,true),true);
m0.v.setInt32(($p>>>0)+8,i0,true);
}

// function 2: bytes 0x76 to 0x84
function f2$move($p,$x){const m0=M0;var nx;
if((nx=+$x)===nx)m0.v.setFloat32($p>>>0,nx,true);else store_f32_nan(m0.v,$p>>>0,$x);
return (nx=m0.v.getFloat64(($p>>>0)+24,true))===nx?nx:load_f64_nan(m0.v,($p>>>0)+24);
}

// function 3: bytes 0x85 to 0x99
function f3$single($x,$y){var _round=fround;
return _round(_round($x*0.10000000149011612)-_round(max(f32_neg($y),-1/0)));
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
