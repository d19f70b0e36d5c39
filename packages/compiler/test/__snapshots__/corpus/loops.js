// function 0: bytes 0x27 to 0x40
function f0$do($n){let $sum=0;
do{
$sum=$sum+$n|0;
$n=$n-1|0;
}while($n);
return $sum;
}

// function 1: bytes 0x41 to 0x65
function f1$while($p){const m0=M0;let $q=0;
$q=$p;
for(;;){
if(!m0.v.getUint8($q>>>0))break;
$q=$q+1|0;
}
return $q-$p|0;
}

// function 2: bytes 0x66 to 0xae
function f2$nested($n){let $i=0,$j=0,$c=0;var _mul=imul;
L1:{
L2:for(;;){
$j=0;
do{
if($c>>>0>1000)break L1;
if($j===$i)continue L2;
$c=$c+_mul($i,$j)|0;
$j=$j+1|0;
}while($j<$n);
$i=$i+1|0;
if(!($i<$n))break;
}
}
return $c;
}

// function 3: bytes 0xaf to 0xe7
function f3$guarded($p,$q){const m0=M0;let $c=0;
for(;;){
$c=m0.v.getUint8($p>>>0);
if(!(($c!==0|0)&($c===m0.v.getUint8($q>>>0)|0)))break;
$p=$p+1|0;
if($c===32)continue;
$q=$q+1|0;
}
return $c;
}
