using Digits;
using NetGen.Data;
using NetGen.Training;

namespace DigitPad;

/// <summary>Trains the network from scratch, in a browser as in a program: on digits that it draws itself.</summary>
internal static class PadTraining
{
    private const int UnseenCount = 300, BatchSize = 16;

    /// <summary>The decay lets the random weights of pixels that are never inked fade, so that the pictures of the weights show what was learned.</summary>
    private const double WeightDecay = 1;

    private const double LearningRate = 3e-3;

    /// <summary>Twice that of samples/Digits: people draw less regularly.</summary>
    private const float Wobble = 0.05f;

    /// <summary>Draws the digits, and trains.</summary>
    /// <param name="network">The network, with fresh weights; it changes during training.</param>
    /// <param name="seed">Determines the digits and their order.</param>
    /// <param name="trainCount">Digits to train on.</param>
    /// <param name="epochs">Passes over them.</param>
    /// <param name="callbacks">The trainer's.</param>
    public static TrainingHistory Run(PadReader network, ulong seed, int trainCount, int epochs, params Callback[] callbacks)
    {
        var digits = new DrawnDigits(seed) { Wobble = Wobble };
        (Dataset train, Dataset unseen) = (Centred(digits.Draw(trainCount)), Centred(digits.Draw(UnseenCount)));
        using var trainer = new Trainer<PadReader>(network, new AdamW { LearningRate = LearningRate, WeightDecay = WeightDecay }) { BatchSize = BatchSize, Seed = seed, Callbacks = callbacks };
        return trainer.Fit(train, epochs, validation: unseen);
    }

    private static Dataset Centred(Dataset digits) => digits.MapInputs(DrawnDigits.Pixels, Centring.Apply).ToMemory();
}
