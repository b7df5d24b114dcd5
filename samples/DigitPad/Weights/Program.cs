// Writes the weights that the page begins with: those of a network trained as the page's own button trains one, on more digits.
//
//   dotnet run -c Release --project samples/DigitPad/Weights -p:NetGenFreshWeights=true -- samples/DigitPad/digits.safetensors
//
// The setting builds it without the file that it is to write.
using DigitPad;
using NetGen.Training;

const int TrainCount = 12_000, Epochs = 8;

if (args is not [var file])
{
    Console.Error.WriteLine("Give the file to write, as in: dotnet run -c Release --project samples/DigitPad/Weights -p:NetGenFreshWeights=true -- samples/DigitPad/digits.safetensors");
    return 2;
}
var network = new PadReader(seed: 1);
TrainingHistory history = PadTraining.Run(network, seed: 1, TrainCount, Epochs);
Console.WriteLine(history);
try
{
    network.Save(file);
    return 0;
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
