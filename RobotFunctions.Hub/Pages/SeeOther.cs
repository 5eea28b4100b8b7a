namespace RobotFunctions.Hub.Pages;

/// <summary>303: the answer to a form that was done. The browser gets the page at <paramref name="path"/>, so that reloading it sends nothing again.</summary>
/// <param name="path">A path of this Hub.</param>
/// <param name="flash">What the page tells; null for nothing.</param>
internal sealed class SeeOther(string path, FlashMessage? flash = null) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc/>
    public int? StatusCode => StatusCodes.Status303SeeOther;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (flash is not null)
        {
            httpContext.RequestServices.GetRequiredService<FlashMessages>().Set(httpContext, flash);
        }

        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
