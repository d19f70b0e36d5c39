function f0(l0){var i0,i1,i2;
if(l0<2){
i0=l0;
}else{
i1=f0(l0-1|0);
i2=f0(l0-2|0);
i0=i1+i2|0;
}
return i0;
}
