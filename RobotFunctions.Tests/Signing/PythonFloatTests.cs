using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Tests.Signing;

public sealed class PythonFloatTests
{
    /// <summary>Header text, and Python 3.11's <c>repr(float(text))</c>.</summary>
    [Theory]
    [InlineData("1750000000.123456", "1750000000.123456")]
    [InlineData("1755000000", "1755000000.0")]
    [InlineData("1755000000.0", "1755000000.0")]
    [InlineData("1755000000.50", "1755000000.5")]
    [InlineData("1755000000.1234567", "1755000000.1234567")]
    [InlineData("1755000000.12345678901234567890", "1755000000.1234567")]
    [InlineData("1795232514.5924558", "1795232514.5924559")]
    [InlineData("1795232514.5924559", "1795232514.5924559")]
    [InlineData("12345453.32423", "12345453.32423")]
    [InlineData("9007199254740.993", "9007199254740.992")]
    [InlineData("999999999999999.9", "999999999999999.9")]
    [InlineData("00001755000000.5", "1755000000.5")]
    [InlineData("+1755000000.5", "1755000000.5")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("0", "0.0")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("0.0001", "0.0001")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5.0")]
    [InlineData("1e9", "1000000000.0")]
    [InlineData("1E9", "1000000000.0")]
    [InlineData("1.755e+9", "1755000000.0")]
    [InlineData("15e-1", "1.5")]
    [InlineData("1_755_000_000.5", "1755000000.5")]
    [InlineData("1_0e1_0", "100000000000.0")]
    [InlineData(" 1755000000.5 ", "1755000000.5")]
    [InlineData("\t1755000000.5", "1755000000.5")]
    public void A_number_reads_and_writes_as_in_Python(string text, string repr)
    {
        Assert.True(PythonFloat.TryParse(text, out var value));
        Assert.Equal(repr, PythonFloat.Format(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("abc")]
    [InlineData("0x68")]
    [InlineData("0x1p3")]
    [InlineData("1,755")]
    [InlineData("1755000000,5")]
    [InlineData("1__0")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("1_.5")]
    [InlineData("1._5")]
    [InlineData("1e_5")]
    [InlineData("1e")]
    [InlineData("1e5.5")]
    [InlineData("e5")]
    [InlineData(".")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("+-1")]
    [InlineData("1 755")]
    [InlineData("(1755)")]
    [InlineData("$1755")]
    [InlineData("1755000000.5s")]
    [InlineData("2025-06-15T15:06:40Z")]
    public void What_Python_does_not_read_as_a_number_is_refused(string text) =>
        Assert.False(PythonFloat.TryParse(text, out _));

    [Theory]
    [InlineData("nan")]
    [InlineData("NaN")]
    [InlineData("inf")]
    [InlineData("-inf")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    public void What_Python_reads_but_is_not_finite_is_refused(string text) =>
        Assert.False(PythonFloat.TryParse(text, out _));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e15)]
    [InlineData(-1e16)]
    [InlineData(0.00001)]
    public void A_number_the_two_languages_write_differently_is_no_timestamp(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PythonFloat.Format(value));

    [Fact]
    public void A_hundred_thousand_timestamps_have_the_texts_that_Python_gives_them()
    {
        // The same generator in Python 3.11: sha256 over repr(value) + "\n" of each value.
        const string Python = "8bf3b2c2971a126c3b4a81ffde0378731efacfcfd7e523fe62039a67d02c080e";
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var state = 1UL;
        for (var i = 0; i < 100_000; i++)
        {
            state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
            var value = 1.6e9 + ((state >> 11) * Math.Pow(2, -53) * 5e8);
            sha.AppendData(Encoding.ASCII.GetBytes(PythonFloat.Format(value) + "\n"));
        }

        Assert.Equal(Python, Convert.ToHexStringLower(sha.GetHashAndReset()));
    }

    [Fact]
    public void Every_timestamp_reads_back_as_itself() =>
        Prop.ForAll(
            Gen.Choose(int.MinValue, int.MaxValue).Zip(Gen.Choose(0, 9_999_999)).ToArbitrary(),
            static parts =>
            {
                var value = parts.Item1 + (parts.Item2 / 1e7);
                return Math.Abs(value) is > 0 and < 1e-4
                    || (PythonFloat.TryParse(PythonFloat.Format(value), out var again) && again.Equals(value));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_text_does_not_depend_on_the_culture_of_the_machine()
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = comma;
        try
        {
            Assert.Equal("1755000000.5", PythonFloat.Format(1755000000.5));
            Assert.True(PythonFloat.TryParse("1755000000.5", out var value));
            Assert.Equal(1755000000.5, value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
