using System.Text;
using Characters;
using NetGen.Data;
using NetGen.Training;

const int Epochs = 8;
Console.OutputEncoding = Encoding.UTF8;
Dataset windows = Windows.Of(Verses.Text);
var model = new CharacterModel(seed: 1);
Console.WriteLine($"{windows.Count:N0} windows of {CharacterModel.Window} characters; a model of {CharacterModel.ParameterCount:N0} parameters.\n");

using var trainer = new Trainer<CharacterModel>(model, new AdamW { LearningRate = 4e-3 }) { BatchSize = 32, Seed = 1 };
TrainingHistory history = trainer.Fit(windows, Epochs, progress: new EpochLines());
string written = new Writer(model, temperature: 0.6, seed: 1).Continue("The wind ", lines: 12);

char[] separators = [' ', '\n', ',', '.'];
HashSet<string> known = [.. Verses.Text.Split(separators)];
string[] words = written.Split(separators, StringSplitOptions.RemoveEmptyEntries);
double share = words.Count(known.Contains) / (double)words.Length;
Console.WriteLine($"\nAfter {history.Seconds:F1} s it continues the first two words:\n\n{written}\nOf these {words.Length} words {100 * share:F0} % are words of the verses.");
return share >= 0.75 ? 0 : 1;

/// <summary>Prints a line at the end of each epoch.</summary>
internal sealed class EpochLines : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Step == value.Steps)
            Console.WriteLine($"epoch {value.Epoch} of {value.Epochs}: loss {value.Loss:F4} per character");
    }
}
