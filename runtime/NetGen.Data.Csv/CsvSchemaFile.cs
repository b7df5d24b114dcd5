using System.Text.Json;

namespace NetGen.Data;

/// <summary>Schemas as JSON. Each number is the shortest text that reads back as the same float.</summary>
internal static class CsvSchemaFile
{
    public static void Write(Stream stream, CsvSchema schema)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("separator", schema.Format.Separator.ToString());
        WriteTexts(json, "missingTexts", schema.Format.MissingTexts);
        Write(json, "inputs", schema.Inputs);
        Write(json, "targets", schema.Targets);
        json.WriteEndObject();
    }

    public static CsvSchema Read(Stream stream, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(stream);
            JsonElement root = document.RootElement;
            string separator = Text(Property(root, "separator", JsonValueKind.String));
            if (separator.Length != 1)
                throw new FormatException($"the separator is \"{separator}\" instead of one character");
            var format = new CsvFormat { Separator = separator[0], MissingTexts = ReadTexts(root, "missingTexts") };
            CsvEncoding[] inputs = Read(root, "inputs"), targets = Read(root, "targets");
            CsvFit.CheckColumns([.. inputs.Select(input => input.Column)], [.. targets.Select(target => target.Column)]);
            return new(inputs, targets, format);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{source} is not JSON, or cut short: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{source} holds no schema of a CSV file: {fault.Message}", fault);
        }
    }

    private static void Write(Utf8JsonWriter json, string key, IReadOnlyList<CsvEncoding> columns)
    {
        json.WriteStartArray(key);
        foreach (CsvEncoding encoding in columns)
        {
            CsvColumn column = encoding.Column;
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            if (column.IsCategory)
            {
                WriteTexts(json, "categories", encoding.Categories);
                json.WriteBoolean("unknownAsZeros", column.Unknown == CsvUnknown.Zeros);
            }
            else
            {
                json.WriteNumber("mean", encoding.Mean);
            }
            switch (column.Missing.Kind)
            {
                case CsvMissingKind.Error:
                    json.WriteNull("missing");
                    break;
                case CsvMissingKind.Mean:
                    json.WriteString("missing", "mean");
                    break;
                default:
                    json.WriteNumber("missing", column.Missing.Value);
                    break;
            }
            json.WriteBoolean("indicator", column.HasIndicator);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static CsvEncoding[] Read(JsonElement root, string key) => [.. Property(root, key, JsonValueKind.Array).EnumerateArray().Select(Read)];

    private static CsvEncoding Read(JsonElement json)
    {
        string name = Text(Property(json, "name", JsonValueKind.String));
        bool indicator = Property(json, "indicator", JsonValueKind.True, JsonValueKind.False).GetBoolean();
        JsonElement stated = Property(json, "missing", JsonValueKind.Null, JsonValueKind.String, JsonValueKind.Number);
        CsvMissing missing = stated.ValueKind switch
        {
            JsonValueKind.Null => CsvMissing.Error,
            JsonValueKind.Number => CsvMissing.Constant(stated.GetSingle()),
            _ => stated.ValueEquals("mean") ? CsvMissing.Mean : throw new FormatException($"missing values of '{name}' become {stated.GetRawText()} instead of \"mean\", a number or null"),
        };
        if (!json.TryGetProperty("categories", out _))
            return new(CsvColumn.Number(name, missing, indicator), [], Property(json, "mean", JsonValueKind.Number).GetSingle() is var mean && float.IsFinite(mean) ? mean : throw new FormatException($"the mean of '{name}' is not finite"));
        string[] categories = ReadTexts(json, "categories");
        if (categories.Length == 0)
            throw new FormatException($"'{name}' has no categories");
        CsvUnknown unknown = Property(json, "unknownAsZeros", JsonValueKind.True, JsonValueKind.False).GetBoolean() ? CsvUnknown.Zeros : CsvUnknown.Error;
        return new(CsvColumn.Category(name, unknown, missing, indicator), categories, float.NaN);
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(key);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string[] ReadTexts(JsonElement json, string key) =>
        [.. Property(json, key, JsonValueKind.Array).EnumerateArray().Select(element => element.ValueKind == JsonValueKind.String ? Text(element) : throw new FormatException($"{key} has {element.GetRawText()} instead of a text"))];

    private static string Text(JsonElement element) => element.GetString()!;

    private static JsonElement Property(JsonElement json, string key, params JsonValueKind[] kinds) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(key, out JsonElement value) && kinds.Contains(value.ValueKind)
            ? value
            : throw new FormatException($"it has no {key}, or one of another type");
}
