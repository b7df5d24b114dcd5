// Prices of houses from a CSV file: mixed columns, normalised inputs and targets, early stopping, best weights, resume.
//   dotnet run -c Release --project samples/Tabular [-- FOLDER | --folds]
using NetGen;
using NetGen.Data;
using NetGen.Training;
using Tabular;

string folder = args is [var given] && given != "--folds" ? Directory.CreateDirectory(given).FullName : Directory.CreateTempSubdirectory("houses-").FullName;
string In(string file) => Path.Combine(folder, file);
Houses.Write(In("houses.csv"), count: 4000, seed: 1);
Houses.Write(In("unseen.csv"), count: 1000, seed: 2);

CsvSchema schema = CsvSchema.Fit(
    In("houses.csv"),
    inputs: [CsvColumn.Number("area"), CsvColumn.Number("rooms"), CsvColumn.Number("year", CsvMissing.Mean, indicator: true), CsvColumn.Category("district"), CsvColumn.Category("garden")],
    targets: [CsvColumn.Number("price")]);
if (args is ["--folds"])
    return CrossValidation.Run(schema.Read(In("houses.csv")));

(Dataset train, Dataset validation) = schema.Read(In("houses.csv")).Split(0.85, seed: 1);
train = train.NormalizeInputs(out Normalization inputs).NormalizeTargets(out Normalization prices);
validation = validation.NormalizeInputs(inputs).NormalizeTargets(prices);

var network = new HousePrice(seed: 1);
using var trainer = new Trainer<HousePrice>(network, new Adam { LearningRate = 3e-3 })
{
    BatchSize = 64, Seed = 1, Callbacks = [new EarlyStopping { Patience = 15 }, new Checkpoint(In("run.safetensors"))],
};
if (File.Exists(In("run.safetensors")))
    trainer.LoadCheckpoint(In("run.safetensors")); // continues where it was interrupted
TrainingHistory history = trainer.Fit(train, epochs: 300, validation);
Console.WriteLine($"{history.Epochs.Count} epochs: {history.StopReason}.");

Evaluation unseen = trainer.Evaluate(schema.Read(In("unseen.csv")).NormalizeInputs(inputs).NormalizeTargets(prices));
Console.WriteLine($"Unseen houses: R² {unseen.R2:F4}, mean absolute error {unseen.MeanAbsoluteError * prices.Deviations[0]:F1} thousand.");

float[] house = schema.Encode("120", "5", "1998", "Hill", "yes");
inputs.Apply(house);
float[] price = network.Predict(house);
prices.Invert(price);
Console.WriteLine($"120 m² and 5 rooms on the hill with a garden, from 1998: {price[0]:F0} thousand.");
return 0;
