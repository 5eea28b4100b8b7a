using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Keywords;

namespace RobotFunctions.Benchmarks.Micro;

/// <summary>Labelling a reference by keywords: an abstract of about 1,600 characters in scripts that fold differently.</summary>
[MemoryDiagnoser]
public class KeywordBenchmarks
{
    private const string Taxonomy = """
        scheme: keywords:benchmark
        labels:
          - {label: Climate, terms: [climate change, global warming, 'warm*', 'changement climatique*', изменение климата, 气候变化, biến đổi khí hậu]}
          - {label: Heat, terms: [heat stress, 'heat wave*', canicule, 熱中症]}
          - {label: Health, terms: ['health*', mortality, morbidity, santé, здоровье, 健康, sức khỏe, CO2]}
        """;

    private readonly EnhancerContext _context = new()
    {
        Batch = new BatchId(Guid.Empty),
        Robot = new RobotId(Guid.Empty),
        RobotVersion = "1",
    };

    private KeywordEnhancer _enhancer = null!;
    private byte[] _line = [];

    [Params("english", "accents", "cyrillic", "chinese", "markup")]
    public string Text { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var sentence = Text switch
        {
            "english" => "Heat stress during heat waves raises mortality; climate change makes both more frequent in cities. ",
            "accents" => "Biến đổi khí hậu ảnh hưởng đến sức khỏe; le changement climatique élève la mortalité liée à la canicule. ",
            "cyrillic" => "Изменение климата и его влияние на здоровье населения крупных городов: обзор исследований ещё раз. ",
            "chinese" => "全球气候变化与健康：高温热浪期间城市居民死亡率的系统综述，猛暑日における熱中症搬送。",
            _ => "<jats:p>Heat stress during <jats:italic>heat&nbsp;waves</jats:italic> raises CO<jats:sub>2</jats:sub> &amp; mortality.</jats:p> ",
        };
        var text = string.Concat(Enumerable.Repeat(sentence, 1600 / sentence.Length));
        _line = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = "3a533776-c9ad-4aac-a089-d654d509490c",
            enhancements = new[] { new { content = new { enhancement_type = "abstract", process = "other", @abstract = text } } },
        });
        _enhancer = new KeywordEnhancer(new TaxonomyReader("benchmark", new StringReader(Taxonomy)).Read());
    }

    [Benchmark]
    public ValueTask<EnhancerOutcome> Enhance() => _enhancer.EnhanceAsync(new Reference(_line, default), _context, CancellationToken.None);
}
