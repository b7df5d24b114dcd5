// What an audio thread relies on.
//   dotnet run -c Release --project tests/NetGen.RealTime -- calls            calls every network between markers that strace shows; prints what was allocated
//   dotnet run -c Release --project tests/NetGen.RealTime -- calls --once     the same after one call of each method, as for native code
//   dotnet run -c Release --project tests/NetGen.RealTime -- calls --disturb  calls the system between them, too
//   dotnet run -c Release --project tests/NetGen.RealTime -- fading           times of streams that fade to silence, as multiples of their first second
using NetGen;
using NetGen.RealTime;

switch (args)
{
    case ["calls", .. var options]:
        Call<LstmAmp>(options);
        Call<GruAmp>(options);
        Call<WaveNetAmp>(options);
        return 0;
    case ["fading"]:
        Fading.Heading();
        Fading.Measure<LstmAmp>("LSTM");
        Fading.Measure<BareLstmAmp>("LSTM without biases");
        Fading.Measure<LstmAmp>("LSTM that forgets slowly", Remember);
        Fading.Measure<GruAmp>("GRU");
        Fading.Measure<BareGruAmp>("GRU without biases");
        Fading.Measure<WaveNetAmp>("WaveNet");
        Fading.Measure<BareWaveNetAmp>("WaveNet without biases");
        return 0;
    default:
        Console.Error.WriteLine("Usage: NetGen.RealTime calls [--once] [--disturb] | fading");
        return 2;
}

static void Call<TNetwork>(string[] options) where TNetwork : class, IStreamingNetwork<TNetwork> =>
    Console.WriteLine($"{typeof(TNetwork).Name} {QuietCalls.Run<TNetwork>(options.Contains("--once"), options.Contains("--disturb"))}");

// A forget gate of 0.997 without inputs, so that c passes through all magnitudes within seconds.
static void Remember(LstmAmp network)
{
    const int Units = 16;
    var bias = new float[4 * Units];
    bias.AsSpan(Units, Units).Fill(6);
    network.Parameters.CopyFrom("lstm1.bias_ih_l0", bias);
    network.Parameters.CopyFrom("lstm1.bias_hh_l0", new float[4 * Units]);
    // With a gain of several hundred, recurrent weights would sustain a tone.
    network.Parameters.CopyFrom("lstm1.weight_hh_l0", new float[4 * Units * Units]);
}
