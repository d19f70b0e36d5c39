import * as softwasm from 'softwasm';

console.log(`softwasm exports: ${Object.keys(softwasm).join(', ') || 'nothing yet'}`);
