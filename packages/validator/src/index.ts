export { isValid, type ValidateOptions, validateModule } from './validate-module.ts';
