using RobotFunctions.Core.Enhancers.Guard;

namespace RobotFunctions.Tests.Enhancers.Guard;

/// <summary>When it is the settings, and when the reference.</summary>
public sealed class SettingsFaultsTests
{
    private readonly SettingsFaults _faults = new();

    [Fact]
    public void Nothing_is_wrong_at_first() => Assert.Null(_faults.Verdict);

    [Fact]
    public void An_enhancer_that_never_said_anything_else_is_misconfigured_from_the_first_fault_on()
    {
        _faults.Add("401");

        Assert.Equal("401", _faults.Verdict);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(1000, true)]
    public void One_that_has_answered_is_misconfigured_after_ten_faults_in_a_row(int faults, bool misconfigured)
    {
        _faults.Clear();
        for (var fault = 0; fault < faults; fault++)
        {
            _faults.Add("401");
        }

        Assert.Equal(misconfigured, _faults.Verdict is not null);
    }

    [Fact]
    public void An_answer_in_between_shows_that_it_is_not_the_settings()
    {
        for (var fault = 0; fault < 50; fault++)
        {
            _faults.Add("403");
            if (fault % 9 == 8)
            {
                _faults.Clear();
            }
        }

        Assert.Null(_faults.Verdict);
    }
}
