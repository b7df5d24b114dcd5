using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using NetGen.Pictures;

namespace DigitPad;

/// <summary>What the page's web workers call: one reads drawings, another trains.</summary>
[SupportedOSPlatform("browser")]
internal static partial class Exports
{
    private static PadReader s_reader = new();
    private static HiddenLayer s_hidden = new(s_reader);

    /// <summary>The picture of the network's layers, as SVG.</summary>
    [JSExport]
    internal static string Picture() => PadReader.Summary.ToSvg();

    /// <summary>Reads a drawing.</summary>
    /// <param name="coordinates">See <see cref="PadDrawing.ToImage"/>.</param>
    /// <returns>The 784 pixels that the network sees, the values of the 32 hidden neurons, and the probabilities of the 10 digits.</returns>
    [JSExport]
    internal static double[] Read(double[] coordinates)
    {
        float[] image = PadDrawing.ToImage(coordinates), digits = new float[PadReader.OutputLength];
        s_reader.Forward(image, digits);
        return [.. image, .. s_hidden.Compute(image), .. digits];
    }

    /// <summary>The weights of the hidden neurons, 784 for each.</summary>
    [JSExport]
    internal static double[] HiddenWeights() => Array.ConvertAll(s_hidden.Weights, weight => (double)weight);

    /// <summary>Reads with other weights from now on: those of a safetensors file.</summary>
    [JSExport]
    internal static void Load(byte[] file) => Use(PadReader.Load(new MemoryStream(file)));

    /// <summary>Reads with the embedded weights again.</summary>
    [JSExport]
    internal static void Reset() => Use(new());

    /// <summary>Trains a network from scratch. Returns when it is done; the page ends the worker to stop it.</summary>
    [JSExport]
    internal static void Train(int seed, int trainCount, int epochs)
    {
        var network = new PadReader((ulong)(uint)seed);
        PadTraining.Run(network, (ulong)(uint)seed, trainCount, epochs, new ProgressReports(progress =>
        {
            using var file = new MemoryStream();
            network.Save(file);
            OnProgress(progress.Epoch - 1 + (double)progress.Step / progress.Steps, progress.Loss, progress.ValidationAccuracy, progress.SamplesPerSecond, progress.TimeLeft.TotalSeconds, file.ToArray());
        }));
    }

    [JSImport("onProgress", "worker")]
    private static partial void OnProgress(double epoch, double loss, double accuracy, double samplesPerSecond, double secondsLeft, byte[] weights);

    private static void Use(PadReader reader) => (s_reader, s_hidden) = (reader, new(reader));
}
