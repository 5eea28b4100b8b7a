using System.Text;
using RobotFunctions.Keywords;

namespace RobotFunctions.Tests.Enhancers.Keywords;

public sealed class TaxonomyFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("""
        # A comment.
        scheme: "classifier:keywords"
        report_absent: true
        labels:
          - label: Climate change   # another
            terms: [climate change, 'global warming', "изменение климата", 'vaccin*']
          - terms:
              - no
              - 2019
            label: Other
        """)]
    [InlineData("""
        {
        	"scheme": "classifier:keywords", "report_absent": true,
        	"labels": [
        		{"label": "Climate change", "terms": ["climate change", "global warming", "\u0438\u0437\u043c\u0435\u043d\u0435\u043d\u0438\u0435 \u043a\u043b\u0438\u043c\u0430\u0442\u0430", "vaccin*"]},
        		{"terms": ["no", 2019], "label": "Other"}
        	]
        }
        """)]
    public void A_taxonomy_is_read_from_YAML_and_from_JSON(string text)
    {
        var taxonomy = Read(text);

        Assert.Equal("classifier:keywords", taxonomy.Scheme);
        Assert.True(taxonomy.ReportAbsent);
        Assert.Equal(["Climate change", "Other"], taxonomy.Labels.Select(label => label.Label));
        Assert.Equal([" climate change ", " global warming ", " изменение климата ", " vaccin"], taxonomy.Labels[0].Terms.Select(term => term.Pattern));
        Assert.Equal(["no", "2019"], taxonomy.Labels[1].Terms.Select(term => term.Text));
    }

    [Fact]
    public void Terms_that_are_the_same_but_for_case_and_diacritics_are_looked_for_once() =>
        Assert.Equal(["Größe", "Große*"], Assert.Single(Read("scheme: a\nlabels: [{label: x, terms: [Größe, GROSSE, grosse, Große*]}]").Labels).Terms.Select(term => term.Text));

    [Theory]
    [InlineData("---\nscheme: a\nlabels: [{label: x, terms: [y]}]\n...\n# The end.\n")]
    [InlineData("%YAML 1.2\n---\nscheme: a\nlabels: [{label: x, terms: [y]}]\n\n")]
    [InlineData("scheme: a\nlabels: [{label: x, terms: [y]}]\n...\n...\n")]
    public void One_document_may_be_marked_as_such(string text) => Assert.Single(Read(text).Labels);

    [Theory]
    [InlineData("'null'")]
    [InlineData("\"NULL\"")]
    [InlineData("!!str null")]
    [InlineData("nULL")]
    public void Nothing_is_a_term_when_it_is_quoted_or_tagged(string term) =>
        Assert.Equal("null", Assert.Single(Assert.Single(Read($"scheme: a\nlabels: [{{label: x, terms: [{term}]}}]").Labels).Terms).Text, ignoreCase: true);

    [Theory]
    [InlineData("anti*", " anti")]
    [InlineData("anti-*", " anti ")]
    [InlineData("anti\u2010*", " anti ")]
    [InlineData("a: anti(*", " a anti ")]
    [InlineData("anti\u00AD*", " anti")]
    [InlineData("heat-wave*", " heat wave")]
    [InlineData("气候*", " 气 候")]
    public void A_word_before_a_hyphen_and_an_asterisk_is_whole(string term, string pattern) =>
        Assert.Equal(pattern, Assert.Single(Assert.Single(Read($"scheme: a\nlabels: [{{label: x, terms: ['{term}']}}]").Labels).Terms).Pattern);

    [Fact]
    public void Absent_labels_are_not_reported_unless_asked_for() => Assert.False(Read("scheme: a\nlabels: [{label: x, terms: [y]}]").ReportAbsent);

    [Theory]
    [InlineData("", "line 1: The file is empty. A taxonomy has scheme, report_absent and labels.")]
    [InlineData("just text", "line 1: A taxonomy has scheme, report_absent and labels; this is something else.")]
    [InlineData("labels: [{label: x, terms: [y]}]", "line 1: There is no scheme. Add one, for example: scheme: classifier:keywords")]
    [InlineData("scheme: a", "line 1: There are no labels. Add a list of them under labels.")]
    [InlineData("scheme: a\nlabels: []", "line 1: There are no labels. Add a list of them under labels.")]
    [InlineData("scheme: a/b\nlabels: []", "line 1: The scheme \"a/b\" contains a slash, which the repository does not allow. Use colons instead.")]
    [InlineData("scheme:\nlabels: []", "line 1: scheme is empty. Fill it in, or remove it.")]
    [InlineData("scheme: a\nscheme: b", "line 2: \"scheme\" is defined twice. Keep one.")]
    [InlineData("scheme: a\nreport_absent: maybe", "line 2: report_absent is \"maybe\". Set it to true or false.")]
    [InlineData("scheme: a\nlables:\n  - x", "line 2: \"lables\" is not a part of a taxonomy. It has scheme, report_absent and labels.")]
    [InlineData("scheme: a\nlabels:\n  x: y", "line 3: labels is a list of labels, each with its terms; this is something else.")]
    [InlineData("scheme: a\nlabels:\n  - x", "line 3: An entry of labels has label and terms; this is something else.")]
    [InlineData("scheme: a\nlabels:\n  - terms: [y]", "line 3: This label has no name. Add one under label.")]
    [InlineData("scheme: a\nlabels:\n  - label: x", "line 3: The label \"x\" has no terms. Add terms, or remove the label.")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms: []", "line 3: The label \"x\" has no terms. Add terms, or remove the label.")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    term: y", "line 4: \"term\" is not a part of a label. It has label and terms.")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms: y", "line 4: terms is a list of words and phrases; this is something else.")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms:\n      - y\n      - null", "line 6: A term is empty. Fill it in, or remove it.")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms: [Null]", "line 4: A term is empty. Fill it in, or remove it.")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms: [NULL]", "line 4: A term is empty. Fill it in, or remove it.")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms: [!!null x]", "line 4: A term is empty. Fill it in, or remove it.")]
    [InlineData("scheme: a\nlabels:\n  - label: NULL\n    terms: [y]", "line 3: label is empty. Fill it in, or remove it.")]
    [InlineData("scheme: a\nlabels:\n  - label: \"\u200B\"\n    terms: [y]", "line 3: label is empty. Fill it in, or remove it.")]
    [InlineData("scheme: Null\nlabels: []", "line 1: scheme is empty. Fill it in, or remove it.")]
    [InlineData("scheme: a\nreport_absent: NULL", "line 2: report_absent is empty. Fill it in, or remove it.")]
    [InlineData("scheme: a\n---\nlabels: [{label: x, terms: [y]}]", "line 2: A second YAML document starts here, after a line \"---\" or \"...\". Merge the documents into one, or remove this one.")]
    [InlineData("scheme: a\nlabels: [{label: x, terms: [y]}]\n...\nmore: text", "line 4: A second YAML document starts here, after a line \"---\" or \"...\". Merge the documents into one, or remove this one.")]
    [InlineData("scheme: a\nlabels: [{label: x, terms: [y]}]\n---\n", "line 3: A second YAML document starts here, after a line \"---\" or \"...\". Merge the documents into one, or remove this one.")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms:\n      - [y]", "line 5: A term is a text; this is something else (a list, a mapping or an alias).")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms:\n      - \"+++\"", "line 5: The term \"+++\" has no letter and no digit; remove it.")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms:\n      - \"*\"", "line 5: The term \"*\" has no letter and no digit; remove it.")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms:\n      - wo*man", "line 5: The term \"wo*man\" has a * that is not its last character; only the end of a term may be left open.")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms:\n      - climate *", "line 5: The term \"climate *\" has a space before its *; the * belongs to the end of a word.")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms: [y]\n  - label: x\n    terms: [z]", "line 5: The label \"x\" is already defined on line 3. Merge their terms.")]
    [InlineData("scheme: a\nlabels:\n  - &l {label: x, terms: [y]}\n  - *l", "line 4: An entry of labels has label and terms; this is something else.")]
    public void A_mistake_is_told_with_its_line_and_what_to_do(string text, string message) =>
        Assert.Equal($"{_path}, {message}", Assert.Throws<TaxonomyException>(() => Read(text)).Message);

    [Theory]
    [InlineData("scheme: a\nlabels: [{label: x\n\n", 4)]
    [InlineData("scheme: a\n\tlabels: []", 2)]
    [InlineData("scheme: \"a\nlabels: []", 2)]
    public void What_is_no_YAML_is_told_with_its_line(string text, int line) =>
        Assert.StartsWith($"{_path}, line {line}: This is neither YAML nor JSON. While ", Assert.Throws<TaxonomyException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms: [heat\nwave]")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms: [heat\n wave, cold]\n")]
    [InlineData("scheme: a\nlabels:\n  - label: x\n    terms: [!<[> y]")]
    public void A_text_that_the_parser_itself_fails_on_is_refused(string text) =>
        Assert.Equal(
            $"{_path}, line 4: This is neither YAML nor JSON. What follows could not be parsed; check the indentation of lists in brackets, and tags. Correct the line, or the one before.",
            Assert.Throws<TaxonomyException>(() => Read(text)).Message);

    [Fact]
    public void Text_after_a_JSON_document_is_refused() =>
        Assert.StartsWith(
            $"{_path}, line 2: This is neither YAML nor JSON. ",
            Assert.Throws<TaxonomyException>(() => Read("{\"scheme\": \"a\", \"labels\": [{\"label\": \"x\", \"terms\": [\"y\"]}]}\n{\"scheme\": \"b\"}")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_told_with_the_option_to_set() =>
        Assert.Equal($"{_path}: The file does not exist. Set Keywords:Taxonomy to the path of the taxonomy.", Assert.Throws<TaxonomyException>(() => TaxonomyFile.Read(_path)).Message);

    [Fact]
    public void A_file_that_is_not_UTF_8_is_refused()
    {
        File.WriteAllBytes(_path, Encoding.Latin1.GetBytes("scheme: größe"));

        Assert.Equal($"{_path}: The file is not UTF-8. Save it as UTF-8.", Assert.Throws<TaxonomyException>(() => TaxonomyFile.Read(_path)).Message);
    }

    [Fact]
    public void A_file_that_is_too_long_is_refused()
    {
        File.WriteAllBytes(_path, new byte[TaxonomyFile.MaxBytes + 1]);

        Assert.Equal($"{_path}: The file has more than 4194304 bytes. Split the taxonomy over several robots.", Assert.Throws<TaxonomyException>(() => TaxonomyFile.Read(_path)).Message);
    }

    [Fact]
    public void Deep_nesting_is_refused_at_its_first_wrong_level()
    {
        var text = "scheme: a\nlabels:\n  - label: x\n    terms: " + new string('[', 100_000);

        Assert.Equal($"{_path}, line 4: A term is a text; this is something else (a list, a mapping or an alias).", Assert.Throws<TaxonomyException>(() => Read(text)).Message);
    }

    private Taxonomy Read(string text)
    {
        File.WriteAllText(_path, text);
        return TaxonomyFile.Read(_path);
    }
}
