// function 0: bytes 0x1a to 0x4e
function f0$plain($x){let $r=0;
switch($x){
case 0:
$r=10;
break;
case 1:
$r=20;
case 2:
$r=$r+30|0;
break;
default:
$r=-1;
}
return $r;
}

// function 1: bytes 0x4f to 0x70
function f1$jumping($x){
switch($x){
default:
break;
case 0:
if($x>-5)break;
return 1;
case 1:
return 2;
}
return 3;
}

// function 2: bytes 0x71 to 0x84
function f2$returns($x){
L1:{
switch($x){
case 0:
break;
default:
break L1;
}
return 5;
}
return 6;
}
