// function 0: bytes 0x21 to 0x3d
function f0$fib($n){var i0;
if($n<2)return $n;
i0=f0$fib($n-1|0);
return i0+f0$fib($n-2|0)|0;
}
