using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using RobotFunctions.AzureFunctions.Store;

namespace RobotFunctions.HostTests.Store;

public sealed class StorageAccountTests
{
    [Fact]
    public async Task Blobs_and_queues_are_asked_for_with_one_identity()
    {
        var identity = new RefusedIdentity();
        var account = new StorageAccount(
            new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("AzureWebJobsStorage:accountName", (string?)"account")]).Build(),
            identity);

        await Assert.ThrowsAsync<CredentialUnavailableException>(() => account.Blobs().GetPropertiesAsync());
        await Assert.ThrowsAsync<CredentialUnavailableException>(() => account.Queues().GetPropertiesAsync());

        Assert.Equal(2, identity.Asked);
    }

    private sealed class RefusedIdentity : TokenCredential
    {
        public int Asked { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked++;
            throw new CredentialUnavailableException("Refused.");
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
