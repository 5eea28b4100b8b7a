using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.People;

/// <summary>Registers how people sign in.</summary>
internal static class PeopleServices
{
    private const string ByEndpoint = "by endpoint";

    public static IServiceCollection AddPeople(this IServiceCollection services, HubOptions options)
    {
        services.AddSingleton<Sessions>();
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<PeopleWriter>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<FirstAccount>();
        services.AddSingleton<PasswordChanges>();
        services.AddSingleton<PersonDirectory>();
        services.AddSingleton<PersonList>();
        services.AddSingleton<AccountAccess>();
        services.AddSingleton<Members>();
        services.AddSingleton<Workspaces>();
        services.AddSingleton<OidcSignIn>();
        services.AddSingleton<OidcSignOut>();
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<PasskeyStates>();
        services.AddSingleton<Passkeys>();
        services.AddSingleton<PasskeySignIn>();
        services.Configure<IdentityPasskeyOptions>(passkeys => Require(passkeys, options));
        services.TryAddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>();
        services.AddSingleton<ILookupNormalizer, PersonNames>();
        services.AddIdentityCore<Person>(static identity => identity.User.AllowedUserNameCharacters = "").AddTokenProvider<AuthenticatorTokenProvider<Person>>(Microsoft.AspNetCore.Identity.TokenOptions.DefaultAuthenticatorProvider);
        services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PeopleJson.Default));

        // Pages take the cookies of people only, and other endpoints the credentials of machines only: what a browser sends by itself calls no API.
        services.AddAuthentication(ByEndpoint)
            .AddOidc(options.SignIn.Oidc)
            .AddScheme<AuthenticationSchemeOptions, PersonAuthentication>(PersonAuthentication.SchemeName, null)
            .AddPolicyScheme(ByEndpoint, null, static policy => policy.ForwardDefaultSelector =
                static context => PageMark.IsOn(context) ? PersonAuthentication.SchemeName : MachineAuthentication.SchemeName);
        return services;
    }

    // Browsers bind a passkey to the domain; that it was used here, and not by a page of another site, is in what the device signs. The device knows who its person is.
    private static void Require(IdentityPasskeyOptions passkeys, HubOptions options)
    {
        passkeys.ServerDomain = options.PublicUrl?.IdnHost;
        passkeys.AuthenticatorTimeout = PasskeyStates.Lifetime;
        passkeys.UserVerificationRequirement = "required";
        passkeys.ResidentKeyRequirement = "required";
        passkeys.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && asked.Origin == options.LinkTo(asked.HttpContext.Request, ""));
    }
}
