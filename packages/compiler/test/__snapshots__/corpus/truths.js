// function 0: bytes 0x36 to 0x43
function f0$between($x,$low,$high){
return ($x>=$low|0)&($x<$high|0);
}

// function 1: bytes 0x44 to 0x6a
function f1$isWordCharacter($c){
return ($c|32)-97>>>0<26|0|($c-48>>>0<10|0)|($c===95|0)?7:9;
}

// function 2: bytes 0x6b to 0x92
function f2$loads($p,$q){const m0=M0;
if((!m0.v.getInt32($p>>>0,true)|0)&(!m0.v.getInt32($q>>>0,true)|0))return 1;
if((!$p|0)&(!m0.v.getUint8($q>>>0)|0))return 2;
return 3;
}

// function 3: bytes 0x93 to 0xb3
function f3$bits($x,$y){
if($x&($x<$y|0))return 1;
if($x|($x<$y|0))return 2;
return 3;
}

// function 4: bytes 0xb4 to 0xdb
function f4$count($n){let $i=0,$sum=0;
while($i<$n){
$sum=($i<<2)+$sum+$n|0;
$i=$i+1|0;
}
return $sum;
}

// function 5: bytes 0xdc to 0xf0
function f5$isOrdered($x,$y){
return ($x<=$y|0)&($x!==0|0);
}
