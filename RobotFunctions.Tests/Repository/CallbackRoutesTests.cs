using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;

namespace RobotFunctions.Tests.Repository;

public sealed class CallbackRoutesTests
{
    [Theory]
    [InlineData(ApiGeneration.G1, BatchOrigin.Single, "robot/enhancement/single/")]
    [InlineData(ApiGeneration.G1, BatchOrigin.Batch, "robot/enhancement/batch/")]
    [InlineData(ApiGeneration.G15, BatchOrigin.Single, "v1/enhancement-requests/single-requests/0198c1a2-7b3c-7def-8123-456789abcdef/results/")]
    [InlineData(ApiGeneration.G15, BatchOrigin.Batch, "v1/enhancement-requests/batch-requests/0198c1a2-7b3c-7def-8123-456789abcdef/results/")]
    [InlineData(ApiGeneration.G2, BatchOrigin.Batch, "v1/enhancement-requests/0198c1a2-7b3c-7def-8123-456789abcdef/results/")]
    [InlineData(ApiGeneration.G2, BatchOrigin.Single, "v1/enhancement-requests/single-requests/0198c1a2-7b3c-7def-8123-456789abcdef/results/")]
    [InlineData(ApiGeneration.G3, BatchOrigin.Polled, "v1/robot-enhancement-batches/0198c1a2-7b3c-7def-8123-456789abcdef/results/")]
    public void Each_generation_wants_its_report_in_its_own_place(ApiGeneration generation, BatchOrigin origin, string path) =>
        Assert.Equal(path, CallbackRoutes.Report(RepositoryClientFixture.Batch(generation, origin)));

    [Theory]
    [InlineData(ApiGeneration.G1, BatchOrigin.Single, null)]
    [InlineData(ApiGeneration.G1, BatchOrigin.Batch, null)]
    [InlineData(ApiGeneration.G15, BatchOrigin.Single, "v1/enhancement-requests/single-requests/0198c1a2-7b3c-7def-8123-456789abcdef/")]
    [InlineData(ApiGeneration.G15, BatchOrigin.Batch, "v1/enhancement-requests/batch-requests/0198c1a2-7b3c-7def-8123-456789abcdef/")]
    [InlineData(ApiGeneration.G2, BatchOrigin.Batch, "v1/enhancement-requests/0198c1a2-7b3c-7def-8123-456789abcdef/")]
    [InlineData(ApiGeneration.G3, BatchOrigin.Polled, "v1/robot-enhancement-batches/0198c1a2-7b3c-7def-8123-456789abcdef/")]
    public void Each_generation_but_the_first_tells_how_a_request_stands(ApiGeneration generation, BatchOrigin origin, string? path) =>
        Assert.Equal(path, CallbackRoutes.Request(RepositoryClientFixture.Batch(generation, origin)));
}
