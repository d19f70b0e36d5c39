function f0(l0,l1,l2){
return l0>=l1&&l0<l2?1:0;
}

function f1(l0){
return (l0|32)-97>>>0<26||l0-48>>>0<10||l0===95?7:9;
}

function f2(l0,l1){
if((!(vI0[l0/4]??M0.getInt32(l0>>>0,true))?1:0)&(!(vI0[l1/4]??M0.getInt32(l1>>>0,true))?1:0))return 1;
if(!(vU0[l1]??M0.getUint8(l1>>>0))&&!l0)return 2;
return 3;
}

function f3(l0,l1){
if(l0&(l0<l1?1:0))return 1;
if(l0||l0<l1)return 2;
return 3;
}

function f4(l0){let l1=0,l2=0;
while(l1<l0){
l2=l0+(l2+(l1<<2))|0;
l1=l1+1;
}
return l2;
}

function f5(l0,l1){
return l0<=l1&&l0!==0?1:0;
}
