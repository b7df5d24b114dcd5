/* Recurrent cells and a WaveNet over the frames of a stream, as plain loops whose extents are constants that the compiler sees, with state in static memory.
   Built by GccPeer.cs with -DNAME=value for the extents. Matrices are stored inputs first, so that the compiler can vectorise over outputs. */
#include <math.h>

#if defined(GATES)
static float w[INPUTS][GATES * UNITS], r[UNITS][GATES * UNITS], bw[GATES * UNITS], br[GATES * UNITS], dense[UNITS], h[UNITS], c[UNITS], bias;

void load(const float *p)
{
    for (int g = 0; g < GATES * UNITS; g++)
        for (int i = 0; i < INPUTS; i++)
            w[i][g] = *p++;
    for (int g = 0; g < GATES * UNITS; g++)
        for (int i = 0; i < UNITS; i++)
            r[i][g] = *p++;
    for (int g = 0; g < GATES * UNITS; g++)
        bw[g] = *p++;
    for (int g = 0; g < GATES * UNITS; g++)
        br[g] = *p++;
    for (int i = 0; i < UNITS; i++)
        dense[i] = *p++;
    bias = *p;
}

static float sigmoid(float x) { return 1 / (1 + expf(-x)); }

void process(const float *x, float *y, int frames)
{
    for (int t = 0; t < frames; t++, x += INPUTS)
    {
        float a[GATES * UNITS], b[GATES * UNITS], sum = bias;
        for (int g = 0; g < GATES * UNITS; g++)
            a[g] = bw[g], b[g] = br[g];
        for (int i = 0; i < INPUTS; i++)
            for (int g = 0; g < GATES * UNITS; g++)
                a[g] += w[i][g] * x[i];
        for (int i = 0; i < UNITS; i++)
            for (int g = 0; g < GATES * UNITS; g++)
                b[g] += r[i][g] * h[i];
        for (int u = 0; u < UNITS; u++)
        {
#if GATES == 4
            float in = sigmoid(a[u] + b[u]), forget = sigmoid(a[UNITS + u] + b[UNITS + u]), out = sigmoid(a[3 * UNITS + u] + b[3 * UNITS + u]);
            c[u] = forget * c[u] + in * tanhf(a[2 * UNITS + u] + b[2 * UNITS + u]);
            h[u] = out * tanhf(c[u]);
#else
            float reset = sigmoid(a[u] + b[u]), update = sigmoid(a[UNITS + u] + b[UNITS + u]);
            h[u] = (1 - update) * tanhf(a[2 * UNITS + u] + reset * b[2 * UNITS + u]) + update * h[u];
#endif
        }
        for (int u = 0; u < UNITS; u++)
            sum += dense[u] * h[u];
        y[t] = sum;
    }
}
#else
enum { LAYERS = 10, TAPS = 3, BLOCK = 64, PAST = (TAPS - 1) << (LAYERS - 1), ROWS = 4096 };

#define STACK(NAME, FROM, N) \
    static struct { float entry[FROM][N], conv[LAYERS][TAPS][N][N], bias[LAYERS][N], mix[LAYERS][N], next[LAYERS][N][N], next_bias[LAYERS][N]; \
                    float past[LAYERS][PAST + ROWS][N]; } NAME; \
    static const float *load_##NAME(const float *p, int last) \
    { \
        for (int o = 0; o < N; o++) for (int i = 0; i < FROM; i++) NAME.entry[i][o] = *p++; \
        for (int l = 0; l < LAYERS; l++) \
        { \
            for (int o = 0; o < N; o++) for (int i = 0; i < N; i++) for (int k = 0; k < TAPS; k++) NAME.conv[l][k][i][o] = *p++; \
            for (int o = 0; o < N; o++) NAME.bias[l][o] = *p++; \
            for (int o = 0; o < N; o++) NAME.mix[l][o] = *p++; \
            if (last && l == LAYERS - 1) break; \
            for (int o = 0; o < N; o++) for (int i = 0; i < N; i++) NAME.next[l][i][o] = *p++; \
            for (int o = 0; o < N; o++) NAME.next_bias[l][o] = *p++; \
        } \
        return p; \
    } \
    static void run_##NAME(float (*x)[N], float (*sum)[N], const float *input, int frames, int place) \
    { \
        for (int l = 0; l < LAYERS; l++) \
        { \
            float (*past)[N] = NAME.past[l] + PAST + place; \
            for (int t = 0; t < frames; t++) for (int i = 0; i < N; i++) past[t][i] = x[t][i]; \
            for (int t = 0; t < frames; t++) \
            { \
                float a[N]; \
                for (int o = 0; o < N; o++) a[o] = NAME.bias[l][o] + NAME.mix[l][o] * input[t]; \
                for (int k = 0; k < TAPS; k++) \
                    for (int i = 0; i < N; i++) \
                        for (int o = 0; o < N; o++) a[o] += NAME.conv[l][k][i][o] * past[t - ((TAPS - 1 - k) << l)][i]; \
                for (int o = 0; o < N; o++) a[o] = tanhf(a[o]); \
                for (int o = 0; o < N; o++) sum[t][o] += a[o], x[t][o] += NAME.next_bias[l][o]; \
                for (int i = 0; i < N; i++) \
                    for (int o = 0; o < N; o++) x[t][o] += NAME.next[l][i][o] * a[i]; \
            } \
        } \
    } \
    static void rewind_##NAME(void) \
    { \
        for (int l = 0; l < LAYERS; l++) for (int t = 0; t < PAST; t++) for (int i = 0; i < N; i++) NAME.past[l][t][i] = NAME.past[l][t + place][i]; \
    }

static int place;
STACK(first, 1, 16)
STACK(second, 16, 8)
static float head[16][8], out[8], out_bias;

void load(const float *p)
{
    p = load_first(p, 0);
    for (int o = 0; o < 8; o++) for (int i = 0; i < 16; i++) head[i][o] = *p++;
    p = load_second(p, 1);
    for (int i = 0; i < 8; i++) out[i] = *p++;
    out_bias = *p;
}

void process(const float *input, float *y, int frames)
{
    static float x[BLOCK][16], sum[BLOCK][16], x2[BLOCK][8], sum2[BLOCK][8];
    if (place + frames > ROWS)
    {
        rewind_first();
        rewind_second();
        place = 0;
    }
    for (int t = 0; t < frames; t++)
        for (int i = 0; i < 16; i++) x[t][i] = first.entry[0][i] * input[t], sum[t][i] = 0;
    run_first(x, sum, input, frames, place);
    for (int t = 0; t < frames; t++)
    {
        for (int o = 0; o < 8; o++) x2[t][o] = sum2[t][o] = 0;
        for (int i = 0; i < 16; i++)
            for (int o = 0; o < 8; o++) x2[t][o] += second.entry[i][o] * x[t][i], sum2[t][o] += head[i][o] * sum[t][i];
    }
    run_second(x2, sum2, input, frames, place);
    for (int t = 0; t < frames; t++)
    {
        y[t] = out_bias;
        for (int i = 0; i < 8; i++) y[t] += out[i] * sum2[t][i];
    }
    place += frames;
}
#endif
