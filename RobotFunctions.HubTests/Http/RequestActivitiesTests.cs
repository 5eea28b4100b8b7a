using System.Diagnostics;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.HubTests.Http;

public sealed class RequestActivitiesTests
{
    [Fact]
    public void A_request_has_a_trace_context_without_any_export()
    {
        using var activities = new RequestActivities();
        using var source = new ActivitySource("Microsoft.AspNetCore");

        using var activity = source.StartActivity("request", ActivityKind.Server, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", activity?.TraceId.ToString());
    }
}
