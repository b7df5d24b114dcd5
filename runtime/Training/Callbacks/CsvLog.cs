using System.Globalization;

namespace NetGen.Training;

/// <summary>Logs training to a CSV file: <c>epoch,step,loss,validation_loss,validation_accuracy,learning_rate,seconds</c>, before the learning rate <c>validation_</c> and the name of each of the trainer's metrics; an empty field where there is no value. Numbers are the shortest that read back as the same double.</summary>
/// <param name="path">The file, overwritten by a new run. Its folder must exist.</param>
public sealed class CsvLog(string path) : TrainingLog(path)
{
    private protected override string Heading(TrainingLogEntry entry) => string.Join(',', entry.Fields.Select(field => field.Name));

    private protected override string Line(TrainingLogEntry entry) =>
        string.Join(',', entry.Fields.Select(field => double.IsNaN(field.Value) ? "" : field.Value.ToString(CultureInfo.InvariantCulture)));
}
