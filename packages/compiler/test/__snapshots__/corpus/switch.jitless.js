function f0(l0){let l1=0;
switch(l0){
case 0:
l1=10;
break;
case 1:
l1=20;
case 2:
l1=l1+30|0;
break;
default:
l1=-1;
}
return l1;
}

function f1(l0){
switch(l0){
default:
break;
case 0:
if(l0>-5)break;
return 1;
case 1:
return 2;
}
return 3;
}

function f2(l0){
L1:{
switch(l0){
case 0:
break;
default:
break L1;
}
return 5;
}
return 6;
}
