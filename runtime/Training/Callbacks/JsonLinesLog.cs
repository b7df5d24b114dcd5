using System.Text;
using System.Text.Json;

namespace NetGen.Training;

/// <summary>Logs training to a file of one JSON object for each line: <c>{"epoch":1,"step":157,"loss":0.31,…}</c>, with the fields of <see cref="CsvLog"/>; those without a finite value are left out.</summary>
/// <param name="path">The file, overwritten by a new run. Its folder must exist.</param>
public sealed class JsonLinesLog(string path) : TrainingLog(path)
{
    private protected override string Line(TrainingLogEntry entry)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach ((string name, double value) in entry.Fields)
                if (double.IsFinite(value))
                    json.WriteNumber(name, value);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
