using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.OpenApi;

public sealed class ApiDocumentTests
{
    [Fact]
    public async Task The_description_in_docs_is_the_one_that_is_served()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);

        var served = await hub.Client.GetStringAsync("/openapi/v1.json") + "\n";

        var file = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../docs/openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(file, served);
        }

        Assert.True(File.Exists(file) && served == await File.ReadAllTextAsync(file), "docs/openapi.json is not what the Hub serves. Run tools/update-openapi and commit the file.");
    }

    [Fact]
    public async Task The_page_of_the_description_loads_nothing_from_elsewhere()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);

        using var page = await hub.Client.GetAsync("/docs/");
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", html);
        foreach (Match script in Regex.Matches(html, "src=\"([^\"]+)\""))
        {
            using var answer = await hub.Client.GetAsync(new Uri(new Uri(hub.Client.BaseAddress!, "/docs/"), script.Groups[1].Value));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
