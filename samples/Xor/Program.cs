using NetGen;
using NetGen.Data;
using NetGen.Training;

var truthTable = Dataset.FromArrays([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
var network = new Xor(seed: 2);
using var trainer = new Trainer<Xor>(network, new Sgd { LearningRate = 0.1 }) { BatchSize = 1, Seed = 2 };
TrainingHistory history = trainer.Fit(truthTable, epochs: 10_000);

foreach (EpochResult epoch in history.Epochs.Where(epoch => epoch.Epoch % 1000 == 0))
    Console.WriteLine($"epoch {epoch.Epoch,6}: loss {epoch.Loss:F6}");

float[] answer = new float[1];
bool learned = true;
for (int i = 0; i < truthTable.Count; i++)
{
    ReadOnlySpan<float> input = truthTable.Input(i);
    network.Forward(input, answer);
    Console.WriteLine($"{input[0]} xor {input[1]} = {answer[0]:F3}");
    learned &= MathF.Abs(answer[0] - truthTable.Target(i)[0]) < 0.1f;
}
return learned ? 0 : 1;

/// <summary>The smallest network that computes whether two inputs differ.</summary>
[Network(2)]
[Dense(2, Activation.Sigmoid)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class Xor;
