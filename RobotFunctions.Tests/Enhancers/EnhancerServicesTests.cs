using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RobotFunctions.Core;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Http;
using RobotFunctions.Core.Enhancers.Toy;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Keywords;

namespace RobotFunctions.Tests.Enhancers;

public sealed class EnhancerServicesTests
{
    [Fact]
    public void An_own_enhancer_is_added_in_one_line_with_what_it_needs()
    {
        using var services = new ServiceCollection().AddSingleton("a service").AddEnhancer<OwnEnhancer>("own").BuildServiceProvider();

        var enhancer = Assert.IsType<OwnEnhancer>(services.GetRequiredKeyedService<IEnhancer>("own"));
        Assert.Equal("a service", enhancer.Service);
        Assert.Same(enhancer, services.GetRequiredKeyedService<IEnhancer>("own"));
    }

    [Fact]
    public void The_shipped_enhancers_have_their_names()
    {
        using var services = Services(("Http:Url", "https://model.example.org"));

        Assert.IsType<ToyEnhancer>(services.GetRequiredKeyedService<IEnhancer>("toy"));
        Assert.IsType<HttpEnhancer>(services.GetRequiredKeyedService<IEnhancer>("http"));
    }

    [Theory]
    [InlineData("toy", null)]
    [InlineData("own", null)]
    [InlineData("tyo", "Robot:Enhancer: there is no enhancer 'tyo'. Set it to own, toy, http or keywords, or add your own with AddEnhancer<T>(\"tyo\").")]
    public void A_robot_whose_enhancer_nobody_has_added_does_not_start(string enhancer, string? problem) =>
        Assert.Equal(problem, Problem<RobotsOptions>(("Robot:Enhancer", enhancer)));

    [Theory]
    [InlineData("toy", null)]
    [InlineData("keywords", "Keywords:Taxonomy is missing. Set it to the path of a taxonomy, a YAML or JSON file with scheme and labels.")]
    public void The_taxonomy_is_only_asked_for_where_a_robot_uses_it(string enhancer, string? problem) =>
        Assert.Equal(problem, Problem<KeywordOptions>(("Robots:0:Enhancer", "toy"), ("Robots:1:Enhancer", enhancer)));

    [Fact]
    public void A_taxonomy_that_cannot_be_used_stops_the_start() =>
        Assert.Equal("no/such.yaml: The file does not exist. Set Keywords:Taxonomy to the path of the taxonomy.", Problem<KeywordOptions>(("Robot:Enhancer", "keywords"), ("Keywords:Taxonomy", "no/such.yaml")));

    [Theory]
    [InlineData("toy", "Http:Url", "nonsense", null)]
    [InlineData("http", "Other:X", "", "Http:Url is missing. Set it to the URL of the model's endpoint, to which each reference is posted.")]
    [InlineData("http", "Http:Url", "ftp://model.example.org?code=secret", "Http:Url is not an HTTP URL. Set it to the URL of the model's endpoint.")]
    [InlineData("http", "Http:Url", "https://model.example.org", null)]
    [InlineData("http", "Http:Url", "https://user:password@model.example.org", "Http:Url contains a user or password, which would not be sent. Remove them and set Http:Headers:Authorization, for example to Basic and the Base64 of user:password.")]
    [InlineData("http", "Http:Url", "https://user@model.example.org", "Http:Url contains a user or password, which would not be sent. Remove them and set Http:Headers:Authorization, for example to Basic and the Base64 of user:password.")]
    public void The_models_URL_is_checked_where_a_robot_uses_it(string enhancer, string key, string value, string? problem) =>
        Assert.Equal(problem, Problem<HttpEnhancerOptions>(("Robot:Enhancer", enhancer), (key, value)));

    [Theory]
    [InlineData("Authorization", "Bearer a.b-c", true)]
    [InlineData("X-Key", "", true)]
    [InlineData("Authorization", "Bearer secret\r\nX: y", false)]
    [InlineData("X-Key", "Größe", false)]
    [InlineData("X Key", "secret", false)]
    [InlineData("Content-Type", "secret", false)]
    public void A_header_that_cannot_be_sent_stops_the_start_and_its_value_is_not_shown(string name, string value, bool isFine)
    {
        var problem = Problem<HttpEnhancerOptions>(("Robot:Enhancer", "http"), ("Http:Url", "https://model.example.org"), ($"Http:Headers:{name}", value));

        Assert.Equal(isFine ? null : $"Http:Headers:{name} cannot be sent. Use a header's name, and a value in one line of ASCII; headers of the content are set already.", problem);
    }

    [Fact]
    public void The_defaults_are_what_the_documentation_says()
    {
        var options = new HttpEnhancerOptions();

        Assert.Equal(4 * 1024 * 1024, options.AnswerBytes);
        Assert.Empty(options.Headers);
    }

    private static string? Problem<TOptions>(params (string Key, string Value)[] settings)
        where TOptions : class
    {
        using var services = Services(settings);
        try
        {
            _ = services.GetRequiredService<IOptions<TOptions>>().Value;
            return null;
        }
        catch (OptionsValidationException invalid)
        {
            return Assert.Single(invalid.Failures);
        }
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
        var services = new ServiceCollection();
        services.AddOptions<RobotsOptions>().Configure(options => options.Read(configuration));
        return services.AddSingleton<IConfiguration>(configuration).AddEnhancer<OwnEnhancer>("own").AddShippedEnhancers(configuration).AddKeywords().BuildServiceProvider();
    }

    private sealed class OwnEnhancer(string service) : IEnhancer
    {
        public string Service { get; } = service;

        public ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
