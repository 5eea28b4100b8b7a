using System.Net;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Pages;

public sealed class ProblemPageTests
{
    [Fact]
    public async Task A_browser_gets_a_problem_as_a_page()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);

        using var answer = await hub.SendAsync(HttpMethod.Get, "/nope", headers: ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("<h1>Not found</h1>", page, StringComparison.Ordinal);
        Assert.Contains(answer.Headers.GetValues("X-Request-ID").Single(), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_fails_or_is_called_wrongly_is_answered_with_a_page()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var ada = await Visitor.SeedAsync(hub);
        await hub.WriteAsync(static store => store.Database.ExecuteSqlRawAsync("""DROP TABLE "ApiKeys" """));

        foreach (var (path, status, heading) in ((string, HttpStatusCode, string)[])
        [
            ("/w/default/keys", HttpStatusCode.InternalServerError, "The Hub failed"),
            ("/w/default/audit?limit=many", HttpStatusCode.BadRequest, "This request is not valid"),
            ("/w/default/audit?cursor=altered", HttpStatusCode.BadRequest, "This request is not valid"),
            ("/w/default/deliveries?status=lost", HttpStatusCode.BadRequest, "This request is not valid"),
            ("/w/default/keys/revoke", HttpStatusCode.NotFound, "Not found"),
            ("/w/nowhere/keys", HttpStatusCode.NotFound, "Not found"),
            ($"/w/default/deliveries/{Guid.Empty}", HttpStatusCode.NotFound, "Not found"),
        ])
        {
            using var answer = await ada.GetAsync(path);
            var page = await answer.Content.ReadAsStringAsync();
            Assert.Equal((path, status), (path, answer.StatusCode));
            Assert.Contains($"<h1>{heading}</h1>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("ApiKeys", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/nope", "*/*")]
    [InlineData("/nope", "application/json")]
    [InlineData("/api/v1/nope", "text/html")]
    [InlineData("/api/v1/keys", "text/html,*/*;q=0.8")]
    public async Task A_program_gets_a_problem_as_JSON(string path, string accept)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);

        using var answer = await hub.SendAsync(HttpMethod.Get, path, headers: ("Accept", accept));

        Assert.NotEmpty(await answer.DetailAsync());
    }
}
