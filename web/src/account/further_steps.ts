export { ConfirmFirst } from './confirm_first';
export { SecondStep } from './second_step';
