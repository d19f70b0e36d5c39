function f0(l0){var i0;
if(l0<2)return l0;
i0=f0(l0-1);
return i0+f0(l0-2)|0;
}
