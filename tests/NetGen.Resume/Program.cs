// Trains until it is done or killed, and continues from the checkpoint of the process before; the tests kill it at random moments.
//   dotnet run -c Release --project tests/NetGen.Resume -- FOLDER classes
//   dotnet run -c Release --project tests/NetGen.Resume -- FOLDER stream
using NetGen.Resume;

switch (args)
{
    case [var folder, "classes"]:
        Runs.TrainClassifier(folder);
        return 0;
    case [var folder, "stream"]:
        Runs.TrainStream(folder);
        return 0;
    default:
        Console.Error.WriteLine("Usage: FOLDER, then classes or stream.");
        return 2;
}
