import { robotType, settingsType } from 'types.bicep'

@export()
@description('A Key Vault reference, which the platform resolves to the newest version of the secret.')
func secretReference(vaultUri string, name string) string => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${name})'

@export()
@description('The app settings of the robots: Robots__0__Id, Robots__0__Secret, ...')
func robotSettings(robots robotType[], vaultUri string) settingsType =>
  shallowMerge(map(robots, (robot, i) => {
    ...toObject(items(robot.settings), setting => 'Robots__${i}__${setting.key}', setting => setting.value)
    'Robots__${i}__Id': robot.id
    'Robots__${i}__Secret': secretReference(vaultUri, '${robot.name}-secret')
    ...(robot.secondarySecret
      ? { 'Robots__${i}__SecondarySecret': secretReference(vaultUri, '${robot.name}-secondary-secret') }
      : {})
  }))
