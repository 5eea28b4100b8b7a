using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Moq;

namespace RobotFunctions.HostTests.Fakes;

/// <summary>A request as the Functions host hands it to the app, made of one that came over a socket.</summary>
internal sealed class HostRequest(HttpContext http) : HttpRequestData(Mock.Of<FunctionContext>())
{
    public override Stream Body => http.Request.Body;

    public override HttpHeadersCollection Headers { get; } = new(http.Request.Headers.Select(
        static header => KeyValuePair.Create(header.Key, header.Value.AsEnumerable().Select(static value => value!))));

    public override IReadOnlyCollection<IHttpCookie> Cookies => [];

    public override Uri Url { get; } = new(http.Request.GetDisplayUrl());

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method => http.Request.Method;

    public override HttpResponseData CreateResponse() => new Response(FunctionContext);

    /// <summary>Sends what a function answered.</summary>
    public static async Task SendAsync(HttpResponseData answer, HttpResponse response)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers)
        {
            response.Headers.Append(name, values.ToArray());
        }

        answer.Body.Position = 0;
        await answer.Body.CopyToAsync(response.Body);
    }

    private sealed class Response(FunctionContext context) : HttpResponseData(context)
    {
        public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

        public override HttpHeadersCollection Headers { get; set; } = [];

        public override Stream Body { get; set; } = new MemoryStream();

        public override HttpCookies Cookies => throw new NotSupportedException("The endpoints set no cookies.");
    }
}
