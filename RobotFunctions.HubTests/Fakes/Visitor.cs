using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.People;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>A person with a browser: keeps cookies, opens pages, sends their forms, and follows no redirect by itself.</summary>
internal sealed partial class Visitor : IDisposable
{
    public const string Password = "correct horse battery";

    private readonly HttpClient _client;

    public Visitor(HubApp hub)
    {
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = hub.Client.BaseAddress };
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>The token of the session; null without one.</summary>
    public string? Token => Cookies.GetAllCookies().FirstOrDefault(static cookie => cookie.Name == "robot-hub")?.Value;

    /// <summary>Adds a person with the usual password, as the command line and the link do.</summary>
    public static async Task<Guid> AddAsync(HubApp hub, string name, Role? role = Role.Viewer, bool administrator = false, Guid? workspace = null)
    {
        var people = hub.Services.GetRequiredService<PersonDirectory>();
        var added = await people.AddAsync(CommandLineCaller.In(workspace ?? Workspace.DefaultId), new NewPerson(name, null, role, administrator));
        Assert.Null(added.Problem);
        using var visitor = new Visitor(hub);
        using var set = await visitor.SubmitAsync($"/reset/{added.Token}", ("password", Password));
        Assert.Equal(HttpStatusCode.SeeOther, set.StatusCode);
        return added.Person!.Id;
    }

    /// <summary>Adds a person, and signs in.</summary>
    public static async Task<Visitor> SignedInAsync(HubApp hub, string name, Role? role = Role.Viewer, bool administrator = false, Guid? workspace = null)
    {
        await AddAsync(hub, name, role, administrator, workspace);
        var visitor = new Visitor(hub);
        using var answer = await visitor.SignInAsync(name);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return visitor;
    }

    /// <summary>Sends the form of the sign-in page.</summary>
    public Task<HttpResponseMessage> SignInAsync(string name, string password = Password, string? wanted = null) =>
        SubmitAsync("/sign-in", [("name", name), ("password", password), .. wanted is null ? [] : (IEnumerable<(string, string)>)[("return", wanted)]]);

    public Task<HttpResponseMessage> GetAsync(string path, params IEnumerable<(string Name, string Value)> headers) => SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>Opens a page that has a form with the same path, and sends that form.</summary>
    public Task<HttpResponseMessage> SubmitAsync(string path, params IEnumerable<(string Name, string Value)> fields) => SubmitAsync(path, path, fields);

    /// <summary>Opens a page, and sends one of its forms.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string path, IEnumerable<(string Name, string Value)> fields) => await PostAsync(path, [("__RequestVerificationToken", await FormTokenAsync(page)), .. fields]);

    /// <summary>The token of the forms of a page.</summary>
    public async Task<string> FormTokenAsync(string page)
    {
        using var answer = await GetAsync(page);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page} was answered with {answer.StatusCode}: {html}");
        return FormToken().Match(html).Groups[1].Value;
    }

    /// <summary>Sends fields as they are.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<(string Name, string Value)> fields, params IEnumerable<(string Name, string Value)> headers) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(static field => KeyValuePair.Create(field.Name, field.Value))), headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(request);
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
