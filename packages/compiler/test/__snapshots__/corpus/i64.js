// function 0: bytes 0x3d to 0x44
function f0$add($a,$a$h,$b,$b$h){var i0;
i0=$a+$b|0;
RI[1]=$a$h+$b$h+(i0>>>0<$b>>>0|0);return i0;
}

// function 1: bytes 0x45 to 0x53
function f1$low($a,$a$h,$b,$b$h){
return imul($a,$b)+($a<<3)|0;
}

// function 2: bytes 0x54 to 0x67
function f2$hash($h,$h$h,$x){var i0,_mul=imul;
i0=($h<<13|$h$h>>>19)^$x;
RI[1]=(_mul(i0>>>16,435)+(_mul(i0&65535,435)>>>16)>>>16)+(i0<<8)+_mul($h$h<<13|$h>>>19,435);return _mul(i0,435);
}

// function 3: bytes 0x68 to 0x6f
function f3$shift($x,$x$h,$n,$n$h){
if($n&32){RI[1]=$x$h>>31;return $x$h>>$n;}
RI[1]=$x$h>>$n;return $x>>>$n|$x$h<<1<<~$n;
}

// function 4: bytes 0x70 to 0x81
function f4$compare($a,$a$h,$b,$b$h){
return ($a$h>>>0<$b$h>>>0|0|($a$h===$b$h|0)&($a>>>0<$b>>>0|0))&($a$h>=0|0|(!($b|$b$h)|0));
}

// function 5: bytes 0x82 to 0x8f
function f5$divide($a,$a$h,$b,$b$h){var i0,i1,i2,si=SI;
if(!($b|$b$h))trap_divide_by_zero();
if(($b&$b$h)===-1&&($a$h===-2147483648&&!$a))trap_overflow();
SL[0]=BigInt.asIntN(64,BigInt($a$h|0)*4294967296n+BigInt($a>>>0))/BigInt.asIntN(64,BigInt($b$h|0)*4294967296n+BigInt($b>>>0));i0=si[0];i1=si[1];
if(($a$h|0)>=0){SL[0]=BigInt.asIntN(64,BigInt($a$h|0)*4294967296n+BigInt($a>>>0))%BigInt.asIntN(64,10n);i2=si[0];}else{i2=i64_rem_u_bridge($a,$a$h,10,0);}
i0=i0+i2|0;
RI[1]=i1+(i0>>>0<i2>>>0|0);return i0;
}

// function 6: bytes 0x90 to 0xbb
function f6$sum($p,$n){const m0=M0;let $s=0,$s$h=0;var i0;
for(;;){
if(!$n)break;
i0=m0.v.getInt32($p>>>0,true)+$s|0;
$s$h=$s$h+m0.v.getInt32(($p>>>0)+4,true)+(i0>>>0<$s>>>0|0)|0;
$s=i0;
$p=$p+8|0;
$n=$n-1|0;
}
RI[1]=$s$h;return $s;
}

// function 7: bytes 0xbc to 0xc4
function f7$lowhalf($p){const m0=M0;
return m0.n.getInt32(($p>>>0)+16,true);
}
