namespace RobotFunctions.Tests.Architecture;

public sealed class TestClassTests
{
    [Fact]
    public void What_a_test_class_would_clean_up_is_cleaned_up() => Assert.DoesNotContain(
        typeof(TestClassTests).Assembly.GetTypes(),
        static type => type.GetMethods().Any(static method => method.IsDefined(typeof(FactAttribute), inherit: true))
            && typeof(IAsyncDisposable).IsAssignableFrom(type)
            && !typeof(IAsyncLifetime).IsAssignableFrom(type));
}
