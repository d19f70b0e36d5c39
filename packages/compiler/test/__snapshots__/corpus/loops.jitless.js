function f0(l0){let l1=0;
do{
l1=l1+l0|0;
l0=l0-1|0;
}while(l0);
return l1;
}

function f1(l0){let l1=0;var wU0=vU0;
l1=l0;
for(;;){
if(!(wU0[l1]??M0.getUint8(l1>>>0)))break;
l1=l1+1|0;
}
return l1-l0|0;
}

function f2(l0){let l1=0,l2=0,l3=0;var _mul=imul;
L1:{
L2:for(;;){
l2=0;
do{
if(l3>>>0>1000)break L1;
if(l2===l1)continue L2;
l3=l3+_mul(l1,l2)|0;
l2=l2+1;
}while(l2<l0);
l1=l1+1|0;
if(!(l1<l0))break;
}
}
return l3;
}

function f3(l0,l1){let l2=0;var wU0=vU0;
for(;;){
l2=wU0[l0]??M0.getUint8(l0>>>0);
if(!(l2===(wU0[l1]??M0.getUint8(l1>>>0))&&l2))break;
l0=l0+1|0;
if(l2===32)continue;
l1=l1+1|0;
}
return l2;
}
