// What code that is compiled to be followed calls in programs where nobody follows it: nothing. A fuzzer and libFuzzer
// define the same stronger; the other such functions gcc's own libasan has.
extern "C" {
__attribute__((weak)) void __sanitizer_cov_trace_pc() {}
__attribute__((weak)) void __sanitizer_cov_trace_cmpf(float, float) {}
__attribute__((weak)) void __sanitizer_cov_trace_cmpd(double, double) {}
}
