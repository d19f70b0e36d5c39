function f0(l0,l0h,l1,l1h){var i0;
i0=l0+l1|0;
RI[1]=l0h+l1h+((i0^-2147483648)<(l1^-2147483648)?1:0);return i0;
}

function f1(l0,l0h,l1,l1h){
return imul(l0,l1)+(l0<<3)|0;
}

function f2(l0,l0h,l1){var i0;
i0=l1^(l0<<13|l0h>>>19);
RI[1]=((i0>>>0)*435*2.3283064365386963e-10>>>0)+(i0<<8)+(l0h<<13|l0>>>19)*435;return i0*435|0;
}

function f3(l0,l0h,l1,l1h){
if(l1&32){RI[1]=l0h>>31;return l0h>>l1;}
RI[1]=l0h>>l1;return l0>>>l1|l0h<<1<<~l1;
}

function f4(l0,l0h,l1,l1h){
return (l0h===l1h?l0>>>0<l1>>>0:l0h>>>0<l1h>>>0)&&(l0h>=0||!(l1|l1h))?1:0;
}

function f5(l0,l0h,l1,l1h){var i0,i1,i2,dq,dx,si=SI,sl=SL;
if(!(l1|l1h))trap_divide_by_zero();
if((l1&l1h)===-1&&(l0h===-2147483648&&!l0))trap_overflow();
if(l0h|l1h){if((l0h|l1h)>>>21){si[0]=l0;si[1]=l0h;si[2]=l1;si[3]=l1h;sl[0]=sl[0]/sl[1];i0=si[0];i1=si[1];}else{dq=(l0h*4294967296+(l0>>>0))/(l1h*4294967296+(l1>>>0));i0=dq|0;i1=dq/4294967296|0;}}else{i0=(l0>>>0)/(l1>>>0)|0;i1=0;}
if(l0h){dx=(l0h>>>0)%10*4294967296+(l0>>>0);i2=dx-(dx/10>>>0)*10;}else{i2=(l0>>>0)%10|0;}
i0=i0+i2|0;
RI[1]=i1+((i0^-2147483648)<(i2^-2147483648)?1:0);return i0;
}

function f6(l0,l1){let l2=0,l2h=0;var i0,wI0=vI0,wI0_4=vI0_4;
for(;;){
if(!l1)break;
i0=l2+(wI0[l0/4]??M0.getInt32(l0>>>0,true))|0;
l2h=l2h+(wI0_4[l0/4]??M0.getInt32((l0>>>0)+4,true))+((i0^-2147483648)<(l2^-2147483648)?1:0)|0;
l2=i0;
l0=l0+8|0;
l1=l1-1|0;
}
RI[1]=l2h;return l2;
}

function f7(l0){
return vJ0_16[l0/4]??N0.getInt32((l0>>>0)+16,true);
}
