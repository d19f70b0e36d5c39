(module $serialize
  (func (export "square") (param $x f64) (result f64)
    (f64.mul (local.get $x) (local.get $x))))
