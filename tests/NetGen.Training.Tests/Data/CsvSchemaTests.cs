using System.Globalization;
using System.Text;
using NetGen.Data;
using static NetGen.Training.Tests.Data.SampleData;

namespace NetGen.Training.Tests.Data;

public sealed class CsvSchemaTests : IDisposable
{
    private const string Houses = """
        id,area,district,year,price
        1,120.5,North,1990,250000
        2,80,"South, old",,180000
        3,1e2,North,2010,300000

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-csv-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string text, string name = "data.csv")
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static CsvSchema FitHouses(string path) => CsvSchema.Fit(
        path,
        inputs: [CsvColumn.Category("district", CsvUnknown.Zeros), CsvColumn.Number("area"), CsvColumn.Number("year", CsvMissing.Mean, indicator: true)],
        targets: [CsvColumn.Number("price")]);

    [Fact]
    public void Columns_become_elements_in_the_declared_order()
    {
        string path = Write(Houses);
        CsvSchema schema = FitHouses(path);
        Assert.Equal(["district=North", "district=South, old", "area", "year", "year is missing"], schema.Inputs.SelectMany(input => input.Names));
        Assert.Equal((5, 1), (schema.InputLength, schema.TargetLength));
        Dataset data = schema.Read(path);
        Assert.Equal([1, 0, 120.5f, 1990, 0], data.Input(0).ToArray());
        Assert.Equal([0, 1, 80, 2000, 1], data.Input(1).ToArray());
        Assert.Equal([1, 0, 100, 2010, 0], data.Input(2).ToArray());
        Assert.Equal([250000, 180000, 300000], data.Targets.ToArray());
    }

    [Fact]
    public void Another_file_and_single_rows_are_encoded_by_what_was_fitted()
    {
        CsvSchema schema = FitHouses(Write(Houses));
        // Other columns in another order, another mean, a new category and one that does not occur.
        Dataset other = schema.Read(Write("price,year,area,district\n1,,5,East\n2,7,6,\"South, old\"\n", "other.csv"));
        Assert.Equal([0, 0, 5, 2000, 1], other.Input(0).ToArray());
        Assert.Equal([0, 1, 6, 7, 0], other.Input(1).ToArray());
        Assert.Equal([0, 1, 6, 7, 0], schema.Encode("South, old", "6", "7"));
        Assert.Equal([0, 1, 6, 2000, 1], schema.Encode(new Dictionary<string, string> { ["year"] = "", ["district"] = "South, old", ["area"] = " 6 ", ["garden"] = "?" }));
    }

    [Fact]
    public void Kinds_of_columns_are_inferred()
    {
        string path = Write(Houses);
        CsvSchema schema = CsvSchema.Infer(path, targets: [CsvColumn.Number("price")], ignore: ["id"], missing: CsvMissing.Constant(-1));
        Assert.Equal(["area", "district=North", "district=South, old", "year"], schema.Inputs.SelectMany(input => input.Names));
        Assert.Equal([80, 0, 1, -1], schema.Read(path).Input(1).ToArray());
        Assert.Equal(4, CsvSchema.Infer(Stream(Houses), [CsvColumn.Number("price")], ["id"], CsvMissing.Mean).InputLength);
        Assert.Contains("data.csv, line 3, column 'year': the value is missing", Assert.Throws<InvalidDataException>(() => CsvSchema.Infer(path, [CsvColumn.Number("price")])).Message);
    }

    [Fact]
    public void Labels_become_classes_in_the_order_of_numbers_where_they_are_numbers()
    {
        Dataset labels = Read("x,label\n1,10\n2,2\n3,-1\n", out CsvSchema schema);
        Assert.Equal(["-1", "2", "10"], schema.Targets[0].Categories);
        Assert.Equal([0, 0, 1, 0, 1, 0, 1, 0, 0], labels.Targets.ToArray());
        Read("x,label\n1,b\n2,B\n3,10\n4,9\n", out schema);
        Assert.Equal(["10", "9", "B", "b"], schema.Targets[0].Categories);

        static Dataset Read(string text, out CsvSchema schema)
        {
            schema = CsvSchema.Fit(Stream(text), [CsvColumn.Number("x")], [CsvColumn.Category("label")]);
            return schema.Read(Stream(text));
        }
    }

    [Theory]
    [InlineData("c,x\n\"a \"\"b\"\", c\",1\n", "a \"b\", c")]
    [InlineData("c,x\r\n\"two\r\nlines\",1\r\n", "two\r\nlines")]
    [InlineData("c,x\n \tplain\t ,1", "plain")]
    [InlineData("\uFEFFc,x\n\" kept \",1\n", " kept ")]
    [InlineData("\n\nc,x\n\nÄrger,1\n\n\n", "Ärger")]
    [InlineData("\"c\",\"x\"\n\"\"\"\",1\n", "\"")]
    public void Quotes_line_ends_and_white_space_are_read(string text, string category)
    {
        CsvSchema schema = CsvSchema.Fit(Stream(text), [CsvColumn.Category("c")], [CsvColumn.Number("x")]);
        Assert.Equal([category], schema.Inputs[0].Categories);
        Assert.Equal([1, 1], (float[])[.. schema.Read(Stream(text)).Inputs, .. schema.Read(Stream(text)).Targets]);
    }

    [Fact]
    public void Separators_and_texts_of_missing_values_can_be_chosen()
    {
        var format = new CsvFormat { Separator = ';', MissingTexts = ["NA", "?"] };
        const string Text = "a;b\n1;NA\n?;3\n;5\n";
        CsvSchema schema = CsvSchema.Fit(Stream(Text), [CsvColumn.Number("a", CsvMissing.Zeros)], [CsvColumn.Number("b", CsvMissing.Mean)], format);
        Assert.Equal([1, 0, 0], schema.Read(Stream(Text)).Inputs.ToArray());
        Assert.Equal([4, 3, 5], schema.Read(Stream(Text)).Targets.ToArray());
        Assert.Throws<ArgumentException>(() => new CsvFormat { Separator = '"' });
    }

    [Fact]
    public void Numbers_have_a_decimal_point_in_every_culture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            Assert.Equal([1.5f], CsvSchema.Infer(Stream("a,b\n1.5,2\n"), [CsvColumn.Number("b")]).Read(Stream("a,b\n1.5,2\n")).Inputs.ToArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("a,b\n1,2\n\"x\ny\",3\nno,4\n", "data.csv, line 3, column 'a': 'x\ny' is not a number")]
    [InlineData("a,b\n1,2\n1,\n", "data.csv, line 3, column 'b': the value is missing")]
    [InlineData("a,b\n1,2\n1e99,3\n", "data.csv, line 3, column 'a': '1e99' is not a finite number")]
    [InlineData("a,b\nNaN,3\n", "data.csv, line 2, column 'a': 'NaN' is not a finite number")]
    [InlineData("a,b\n1,2\n\n1,2,3\n", "data.csv, line 4: the row has 3 fields, the first row 2 columns")]
    [InlineData("a,b\n1,2\n1\n", "data.csv, line 3: the row has 1 fields")]
    [InlineData("a,b\n1,2\n1,\"2\n3,4\n", "data.csv, line 3, column 'b': the quote at the start of the field is not closed")]
    [InlineData("a,b\n1,2\n3\"4\",4\n", "data.csv, line 3, column 'a': there is a quote inside a field without quotes")]
    [InlineData("a,b\n1,\"2\"3\"4\"\n", "data.csv, line 2, column 'b': a quote inside a field is not doubled")]
    [InlineData("a,c\n1,2\n", "data.csv has no column 'b'; its columns are a, c")]
    [InlineData("a,b,a\n1,2,3\n", "data.csv has 2 columns named 'a'")]
    [InlineData("a,b\n", "data.csv has no rows")]
    [InlineData("", "data.csv is empty")]
    public void Errors_name_file_line_and_column(string text, string message)
    {
        string path = Write(text);
        CsvSchema schema = CsvSchema.Fit(Stream("a,b\n1,2\n"), [CsvColumn.Number("a")], [CsvColumn.Number("b")]);
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => schema.Read(path)).Message);
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => CsvSchema.Fit(path, [CsvColumn.Number("a")], [CsvColumn.Number("b")])).Message);
    }

    [Fact]
    public void An_unknown_category_is_an_error_that_names_it()
    {
        CsvSchema schema = CsvSchema.Fit(Stream("c,x\nred,1\n"), [CsvColumn.Category("c")], [CsvColumn.Number("x")]);
        Assert.Equal("The stream, line 3, column 'c': 'blue' is none of the 1 categories that the schema was fitted to.", Assert.Throws<InvalidDataException>(() => schema.Read(Stream("c,x\nred,1\nblue,2\n"))).Message);
        Assert.Contains("Column 'c': 'blue' is none of", Assert.Throws<ArgumentException>(() => schema.Encode("blue")).Message);
        Assert.Contains("2 values for the 1 columns c", Assert.Throws<ArgumentException>(() => schema.Encode("red", "1")).Message);
        Assert.Contains("no value for the column 'c'", Assert.Throws<ArgumentException>(() => schema.Encode(new Dictionary<string, string>())).Message);
    }

    [Fact]
    public void Columns_are_checked_before_the_file_is_read()
    {
        Assert.Throws<ArgumentException>(() => CsvColumn.Category("c", missing: CsvMissing.Mean));
        Assert.Throws<ArgumentException>(() => CsvColumn.Number("c", indicator: true));
        Assert.Contains("'a' is used 2 times", Assert.Throws<ArgumentException>(() => CsvSchema.Fit("none.csv", [CsvColumn.Number("a")], [CsvColumn.Number("a")])).Message);
        Assert.Contains("There are 0 columns for inputs", Assert.Throws<ArgumentException>(() => CsvSchema.Fit("none.csv", [], [CsvColumn.Number("a")])).Message);
        Assert.Contains("all values are missing", Assert.Throws<InvalidDataException>(() => CsvSchema.Fit(Stream("a,b\n,1\n"), [CsvColumn.Number("a", CsvMissing.Mean)], [CsvColumn.Number("b")])).Message);
    }

    [Fact]
    public void A_column_of_texts_is_not_taken_for_categories()
    {
        string text = "name,x\n" + string.Concat(Enumerable.Range(0, 1500).Select(i => $"n{i},1\n"));
        Assert.Contains("column 'name': some values are not numbers, and there are more than 1,000", Assert.Throws<InvalidDataException>(() => CsvSchema.Infer(Stream(text), [CsvColumn.Number("x")])).Message);
        Assert.Equal(1500, CsvSchema.Fit(Stream(text), [CsvColumn.Category("name")], [CsvColumn.Number("x")]).InputLength);
    }

    [Fact]
    public void A_saved_schema_encodes_to_the_same_bits()
    {
        CsvSchema saved = CsvSchema.Fit(
            Stream("a,b,c,d,e\n0.1,\"x\"\"y\",1,2,u\n0.2,\u00e9,,2,v\n0.4,,5,2,v\n"),
            [CsvColumn.Number("a", CsvMissing.Mean), CsvColumn.Category("b", CsvUnknown.Zeros, CsvMissing.Zeros, indicator: true), CsvColumn.Number("c", CsvMissing.Constant(0.3f), indicator: true), CsvColumn.Number("d")],
            [CsvColumn.Category("e")],
            new CsvFormat { MissingTexts = ["-"] });
        string path = Path.Combine(_folder.FullName, "schema.json");
        saved.Save(path);
        CsvSchema loaded = CsvSchema.Load(path);
        foreach (string[] row in (string[][])[["-", "new", "-", "1"], ["3", "x\"y", "7", "2"], ["", "\u00e9", "1", "1"], ["1", "-", "1", "1"]])
            Assert.Equal(Bits(saved.Encode(row)), Bits(loaded.Encode(row)));
        Assert.Throws<ArgumentException>(() => loaded.Encode("1", "2", "3", ""));
        Assert.Equal(saved.Targets[0].Categories, loaded.Targets[0].Categories);
        using var again = new MemoryStream();
        loaded.Save(again);
        Assert.Equal(File.ReadAllBytes(path), again.ToArray());
        Assert.Equal(["schema.json"], _folder.GetFiles().Select(file => file.Name));
    }

    [Theory]
    [InlineData("", "is not JSON, or cut short")]
    [InlineData("[]", "it has no separator")]
    [InlineData("""{"separator": ",,", "missingTexts": []}""", "the separator is \",,\"")]
    [InlineData("""{"separator": ",", "missingTexts": [1]}""", "missingTexts has 1 instead of a text")]
    [InlineData("""{"separator": ",", "missingTexts": [], "inputs": [], "targets": []}""", "There are 0 columns for inputs")]
    [InlineData("""{"separator": ",", "missingTexts": [], "inputs": [{"name": "a", "mean": 1, "missing": "zero", "indicator": false}]}""", "missing values of 'a' become \"zero\"")]
    [InlineData("""{"separator": ",", "missingTexts": [], "inputs": [{"name": "a", "categories": ["x", "x"], "unknownAsZeros": true, "missing": null, "indicator": false}]}""", "holds no schema")]
    [InlineData("""{"separator": ",", "missingTexts": [], "inputs": [{"name": "a", "mean": 1e99, "missing": null, "indicator": false}]}""", "the mean of 'a' is not finite")]
    public void Damaged_schemas_are_rejected_by_name(string text, string message)
    {
        string actual = Assert.Throws<InvalidDataException>(() => CsvSchema.Load(Write(text, "schema.json"))).Message;
        Assert.StartsWith("schema.json ", actual);
        Assert.Contains(message, actual);
    }

    [Fact]
    public void A_network_is_trained_on_mixed_columns()
    {
        var random = new SeededRandom(1);
        string path = Write("area,district,price\n" + string.Concat(Enumerable.Range(0, 400).Select(_ =>
        {
            (int area, bool north) = (50 + random.NextInt32(100), random.NextInt32(2) == 0);
            return FormattableString.Invariant($"{area},{(north ? "North" : "South")},{2000 * area + (north ? 100000 : 0)}\n");
        })));
        CsvSchema schema = CsvSchema.Infer(path, targets: [CsvColumn.Number("price")]);
        (Dataset train, Dataset test) = schema.Read(path).Split(0.8, seed: 1);
        train = train.NormalizeInputs(out Normalization inputs).NormalizeTargets(out Normalization prices);
        test = test.NormalizeInputs(inputs).NormalizeTargets(prices);
        var network = new HousePrice(seed: 1);
        using var trainer = new Trainer<HousePrice>(network, new Adam { LearningRate = 0.01 }) { Seed = 1 };
        trainer.Fit(train, 60);
        Assert.True(trainer.Evaluate(test).Loss < 0.01, $"The loss is {trainer.Evaluate(test).Loss}.");

        float[] house = schema.Encode("100", "North"), price = new float[1];
        inputs.Apply(house);
        network.Forward(house, price);
        prices.Invert(price);
        Assert.Equal(300_000, price[0], 15_000f);
    }
}

/// <summary>A price from an area and one of two districts.</summary>
[Network(3)]
[Dense(16, Activation.Tanh)]
[Dense(1)]
public sealed partial class HousePrice;
