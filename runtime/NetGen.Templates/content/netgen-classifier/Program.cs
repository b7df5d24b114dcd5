using NetGen.Data;
using NetGen.Training;

// Without arguments: trains on data.csv and saves the network in the current folder.
// With one value for each input: classifies that sample.
const string WeightsFile = "classifier.safetensors", ScalingFile = "scaling.json", ClassesFile = "classes.txt";
try
{
    if (args.Length == 0)
        Train(Table.Read(Path.Combine(AppContext.BaseDirectory, "data.csv")));
    else
        Classify(Table.ParseInputs(args, "The command line"));
    return 0;
}
catch (Exception problem) when (problem is IOException or InvalidDataException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

static void Train(Table table)
{
    (Dataset train, Dataset test) = table.Samples.Split(0.75, seed: 1);
    // The network's inputs have mean 0 and variance 1; the means and standard deviations are saved with it.
    train = train.Normalize(out Normalization scaling);
    test = test.Normalize(scaling);

    var network = new Classifier(seed: 1);
    using var trainer = new Trainer<Classifier>(network, new Adam { LearningRate = 0.01 }) { BatchSize = 16, Seed = 1 };
    Console.WriteLine(trainer.Fit(train, epochs: 40, validation: test));
    Console.WriteLine($"\nOn unseen samples: {trainer.Evaluate(test)}\n{string.Join(", ", table.Classes.Select((name, i) => $"{i} = {name}"))}");
    Console.WriteLine(trainer.Evaluate(test).ConfusionMatrix);

    network.Save(WeightsFile);
    scaling.Save(ScalingFile);
    File.WriteAllLines(ClassesFile, table.Classes);
}

static void Classify(float[] inputs)
{
    Classifier network = Classifier.Load(WeightsFile);
    string[] classes = File.ReadAllLines(ClassesFile);
    Normalization.Load(ScalingFile).Apply(inputs);

    float[] probabilities = new float[Classifier.OutputLength];
    network.Forward(inputs, probabilities);
    foreach ((float probability, string name) in probabilities.Zip(classes).OrderDescending())
        Console.WriteLine($"{name}: {probability:P1}");
}
