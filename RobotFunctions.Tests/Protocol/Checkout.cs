namespace RobotFunctions.Tests.Protocol;

/// <summary>Files of the checkout that the tests run in, and beside it.</summary>
internal static class Checkout
{
    /// <summary>The invented references that come with the project.</summary>
    public static string SampleReferences { get; } = InCheckout("samples", "references.jsonl");

    /// <summary>The taxonomy that comes with the project.</summary>
    public static string SampleTaxonomy { get; } = InCheckout("samples", "keywords.yaml");

    /// <summary>Real references, where somebody put them beside the checkout; null otherwise.</summary>
    public static string? RealReferences { get; } = Find(Path.Combine("shared", "data", "references.jsonl"));

    /// <summary>The first page.</summary>
    public static string Readme { get; } = InCheckout("", "README.md");

    /// <summary>The robot whose code the first page shows.</summary>
    public static string ReadmeSample { get; } = InCheckout("samples", "title-length");

    /// <summary>The page that describes every setting.</summary>
    public static string ConfigurationPage { get; } = InCheckout("docs", "configuration.md");

    /// <summary>The page of the enhancers that come with the project, and of their settings.</summary>
    public static string EnhancersPage { get; } = InCheckout("docs", "enhancers.md");

    /// <summary>The file that lists every variable.</summary>
    public static string EnvironmentExample { get; } = InCheckout("", ".env.example");

    /// <summary>The list of settings that a robot made of the template has.</summary>
    public static string TemplateEnvironmentExample { get; } = InCheckout("RobotFunctions.Templates/content/destiny-robot", ".env.example");

    /// <summary>The page that says what each alert means.</summary>
    public static string OperationsPage { get; } = InCheckout("docs", "operations.md");

    /// <summary>The page of the commands, which is generated from them.</summary>
    public static string CommandLinePage { get; } = InCheckout(Path.Combine("docs", "reference"), "cli.md");

    /// <summary>The page of the documents that commands print.</summary>
    public static string JsonPage { get; } = InCheckout(Path.Combine("docs", "reference"), "json.md");

    /// <summary>The page of messages, and of what to do about them.</summary>
    public static string TroubleshootingPage { get; } = InCheckout("docs", "troubleshooting.md");

    /// <summary>The page of threats and answers.</summary>
    public static string SecurityPage { get; } = InCheckout("", "SECURITY.md");

    /// <summary>What all builds have in common.</summary>
    public static string BuildProperties { get; } = InCheckout("", "Directory.Build.props");

    /// <summary>The stores that earlier versions left, for the tests of upgrades.</summary>
    public static string UpgradeFolder { get; } = InCheckout("RobotFunctions.Tests", "Upgrade");

    /// <summary>The Durable histories that earlier versions left, for the tests of upgrades.</summary>
    public static string HistoriesFolder { get; } = InCheckout("RobotFunctions.HostTests", "Upgrade");

    /// <summary>The Unicode tables of the tests of keywords.</summary>
    public static string KeywordTestsFolder { get; } = InCheckout("RobotFunctions.Tests", Path.Combine("Enhancers", "Keywords"));

    /// <summary>Contents, and whether the repository's SDK takes them.</summary>
    public static string SdkVerdicts { get; } = InCheckout("RobotFunctions.Tests", Path.Combine("Protocol", "SdkVerdicts", "verdicts.jsonl"));

    /// <summary>The queries of the alerts.</summary>
    public static string AlertsFolder { get; } = InCheckout("infra", Path.Combine("bicep", "alerts"));

    /// <summary>What is deployed to Azure.</summary>
    public static string Deployment { get; } = InCheckout("infra", Path.Combine("bicep", "main.bicep"));

    /// <summary>The parts of what is deployed to Azure.</summary>
    public static string DeploymentModules { get; } = InCheckout("infra", Path.Combine("bicep", "modules"));

    /// <summary>How the Functions host runs the app.</summary>
    public static string HostSettings { get; } = InCheckout("", "host.json");

    /// <summary>The settings for running the Function App on a developer's machine.</summary>
    public static string SampleSettings { get; } = InCheckout("", "local.settings.sample.json");

    /// <summary>The lines of a reference file: split at line feeds and nowhere else.</summary>
    public static IEnumerable<byte[]> ReadLines(string path)
    {
        var rest = File.ReadAllBytes(path).AsMemory();
        while (rest.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            yield return rest[..end].ToArray();
            rest = rest[(end + 1)..];
        }

        if (!rest.IsEmpty)
        {
            yield return rest.ToArray();
        }
    }

    // From the checkout's top: builds copy some samples, not all, next to the tests.
    private static string InCheckout(string folder, string name) => Find("RobotFunctions.sln") is { } solution
        ? Path.Combine(Path.GetDirectoryName(solution)!, folder, name)
        : throw new FileNotFoundException("The tests run outside a checkout: RobotFunctions.sln is not above their folder.");

    private static string? Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, path) is var found && File.Exists(found))
            {
                return found;
            }
        }

        return null;
    }
}
