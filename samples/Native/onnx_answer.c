// ONNX Runtime from the start of a process to its first output, for comparison: onnx_answer libonnxruntime.so.1 model.onnx
// The model has an input x of 784 elements and an output y of 10. The API is a table of functions whose order never changes; the constants are indices into it (onnxruntime_c_api.h, struct OrtApi).
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void **api;

static void check(void *status) {
    if (!status) return;
    fprintf(stderr, "%s\n", ((const char *(*)(void *))api[2])(status));
    exit(1);
}

int main(int count, char **arguments) {
    void *library = count == 3 ? dlopen(arguments[1], RTLD_NOW) : NULL;
    if (!library) { fprintf(stderr, "%s\n", count == 3 ? dlerror() : "onnx_answer LIBRARY MODEL"); return 2; }
    void **base = ((void **(*)(void))dlsym(library, "OrtGetApiBase"))();
    api = ((void **(*)(uint32_t))base[0])(1);
    void *environment, *options, *session, *memory, *input, *output;
    check(((void *(*)(int, const char *, void **))api[3])(2, "startup", &environment));
    check(((void *(*)(void **))api[10])(&options));
    check(((void *(*)(void *, int))api[24])(options, 1));   // one thread: starting more takes longer
    check(((void *(*)(void *, int))api[25])(options, 1));
    check(((void *(*)(void *, const char *, void *, void **))api[7])(environment, arguments[2], options, &session));
    check(((void *(*)(int, int, void **))api[69])(1, 0, &memory));
    static float x[784], y[10];
    int64_t input_shape[] = {1, 784}, output_shape[] = {1, 10};
    check(((void *(*)(void *, void *, size_t, int64_t *, size_t, int, void **))api[49])(memory, x, sizeof x, input_shape, 2, 1, &input));
    check(((void *(*)(void *, void *, size_t, int64_t *, size_t, int, void **))api[49])(memory, y, sizeof y, output_shape, 2, 1, &output));
    const char *input_name = "x", *output_name = "y";
    check(((void *(*)(void *, void *, const char **, void **, size_t, const char **, size_t, void **))api[9])(session, NULL, &input_name, &input, 1, &output_name, 1, &output));
    printf("%f\n", y[0]);
    return 0;
}
