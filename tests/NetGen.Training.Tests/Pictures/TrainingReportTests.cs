using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using NetGen.Pictures;

namespace NetGen.Training.Tests.Pictures;

public class TrainingReportTests
{
    private static readonly XNamespace s_html = "http://www.w3.org/1999/xhtml";

    [Fact]
    public void The_page_has_every_section()
    {
        XElement page = Parse(SampleReport.Full().ToHtml());
        Assert.Equal(
            ["Settings", "Network", "Training", "Evaluation", "Confusion matrix", "Metrics", "Weights and neurons"],
            page.Descendants(s_html + "h2").Select(heading => heading.Value));
        Assert.Equal(3 + 10, page.Descendants(s_html + "figure").Count());
        Assert.Equal(6, page.Descendants(s_html + "table").Count());
    }

    [Fact]
    public void Tables_have_headings_and_rows_of_their_length()
    {
        XElement page = Parse(SampleReport.Full().ToHtml());
        foreach (XElement table in page.Descendants(s_html + "table"))
        {
            int columns = table.Element(s_html + "thead")!.Descendants(s_html + "th").Count(heading => (string?)heading.Attribute("scope") == "col");
            Assert.True(columns > 1);
            Assert.All(table.Element(s_html + "tbody")!.Elements(), row => Assert.Equal(columns, row.Elements().Count()));
            Assert.All(table.Element(s_html + "tbody")!.Elements(), row => Assert.Equal("row", (string?)row.Elements().First().Attribute("scope")));
        }
        XElement total = page.Descendants(s_html + "tfoot").First();
        Assert.Equal(["Total", "", "", "", Branching.ParameterCount.ToString("N0", CultureInfo.InvariantCulture)], total.Descendants().Where(cell => cell.Name != s_html + "tr").Take(5).Select(cell => cell.Value));
    }

    [Fact]
    public void Hostile_text_is_text_and_nothing_is_requested()
    {
        string text = SampleReport.Full().ToHtml();
        XElement page = Parse(text);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "iframe" or "object");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src"), link => Assert.StartsWith("data:", link.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("url(", text, StringComparison.Ordinal);
        Assert.Contains("<script>alert(\"1\")</script>&amp;'\uFFFD\uFFFD ]]>", page.Descendants(s_html + "h1").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_in_every_culture()
    {
        string expected = SampleReport.Full().ToHtml();
        CultureInfo before = CultureInfo.CurrentCulture;
        // Without cultures' data there is still one of the test's own.
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NumberGroupSeparator, other.NumberFormat.NegativeSign) = (",", ".", "~");
        try
        {
            CultureInfo.CurrentCulture = other;
            Assert.Equal(expected, SampleReport.Full().ToHtml());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.DoesNotContain('\r', expected);
    }

    [Fact]
    public void A_report_of_a_title_alone_is_a_page()
    {
        XElement page = Parse(new TrainingReport("Nothing yet").ToHtml());
        Assert.Equal("Nothing yet", page.Descendants(s_html + "title").First().Value);
        Assert.Empty(page.Descendants(s_html + "h2"));
    }

    [Fact]
    public void A_run_without_epochs_has_dashes()
    {
        XElement page = Parse(new TrainingReport("Stopped") { Runs = [("first", PictureData.History(0, _ => 0))] }.ToHtml());
        Assert.Equal(["first", "0", "–", "–", "–", "–"], page.Descendants(s_html + "tbody").Single().Descendants().Where(cell => cell.Name != s_html + "tr").Select(cell => cell.Value));
    }

    [Fact]
    public void The_file_is_replaced_only_by_a_complete_page()
    {
        string folder = Directory.CreateTempSubdirectory("netgen-report-").FullName;
        try
        {
            string path = Path.Combine(folder, "report.html");
            File.WriteAllText(path, "old");
            var faulty = new TrainingReport("Faulty") { Evaluation = Evaluation.Of(new Classifier(), NetGen.Data.Dataset.FromArrays([[0f, 0f]], [[1f, 0f, 0f]])), ClassNames = ["a", "b"] };
            Assert.Equal("There are 2 class names; output has 3 classes. Give a name for each class, or none.", Assert.Throws<ArgumentException>(() => faulty.WriteHtml(path)).Message);
            Assert.Equal("old", File.ReadAllText(path));
            var report = new TrainingReport("Ünïcode ✓");
            report.WriteHtml(path);
            Assert.Equal(report.ToHtml(), File.ReadAllText(path));
            Assert.Equal(["report.html"], Directory.GetFiles(folder).Select(Path.GetFileName));
            Assert.ThrowsAny<IOException>(() => report.WriteHtml(Path.Combine(folder, "missing", "report.html")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Reads a page, which is well-formed XML too.</summary>
    private static XElement Parse(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = null });
        return XDocument.Load(reader).Root!;
    }
}
